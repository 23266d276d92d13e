from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class KeepsNoMoreThanTheLimit(FileUploadHandler):
    """Lets the rest of a file that is too big pass by, so that it can't fill the disk. What was kept is still too big,
    so the form refuses it by its size and keeps everything else that was sent along."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.UPLOAD_MAX_BYTES else None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return None
