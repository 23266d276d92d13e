import io
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

# What one request may bring along, in files of the largest size.
MOST_FILES = 6


class InMemory(FileUploadHandler):
    """Keeps files in memory: on the disk a part of a bid would lie in the clear, be it for a moment.

    The rest of a file that is too big passes by, and so does whatever comes after the request's share of memory is used
    up. What was kept of either counts as too big, so the form refuses it by its size and keeps everything else that was
    sent along.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.room = MOST_FILES * settings.UPLOAD_MAX_BYTES

    def new_file(self, *arguments: Any, **options: Any) -> None:
        super().new_file(*arguments, **options)
        self.file, self.passed_by = io.BytesIO(), False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start > settings.UPLOAD_MAX_BYTES or len(raw_data) > self.room:
            self.passed_by = True
        else:
            self.file.write(raw_data)
            self.room -= len(raw_data)
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        kept = self.file.tell()
        size = max(kept, settings.UPLOAD_MAX_BYTES + 1) if self.passed_by else kept
        self.file.seek(0)
        return InMemoryUploadedFile(
            self.file, self.field_name, self.file_name, self.content_type, size, self.charset, self.content_type_extra
        )
