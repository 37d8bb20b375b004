"""A photo of one's own, in the form in which a network expects it."""

import io
import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from utils.datasets.files import DataError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
SMALLEST = 16  # pixels; on fewer there is no face to be seen
WHITE = (255, 255, 255)

# Where these forms have their name, in bytes 8 to 12: that of iPhones, in its variants.
HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def read_photo(file, side: int = 64):
    """Read a photo: turned upright, cropped to the square in its middle, scaled, in colour.

    What is transparent becomes white; of a moving picture the first image is taken.

    Args:
        file: where the photo is, a str or Path; or its content, bytes or a file open for reading bytes.
        side: int, at least 1, how many pixels wide and high the photo shall become.

    Returns:
        uint8 array of shape (side, side, 3), red, green and blue from 0 to 255.

    Raises:
        DataError: the file is missing, holds no photo or only a part of one, or the photo is too small (fewer than 16
            pixels high or wide) or too large (more than 89 million pixels).

    Source: the square of `PIL.ImageOps.fit`; the way up from the orientation tag of EXIF.
    """
    content, name = _content(file)
    if not content:
        raise DataError(f"{name} is empty. Choose another one, or copy it again.")
    if content[4:8] == b"ftyp" and content[8:12] in HEIC:
        raise DataError(f"{name} is a HEIC photo, which cannot be read here. Save it as JPEG or PNG, and take that.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is odd in a file but can be read
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            Image.init()  # or it knows only some of the forms
            image = Image.open(io.BytesIO(content), formats=FORMATS)
            if min(image.size) < SMALLEST:
                width, height = image.size
                raise DataError(
                    f"{name} is too small, {width} × {height} pixels. Choose one of at least {SMALLEST} × {SMALLEST}."
                )
            image.draft(None, (2 * side, 2 * side))  # spares a large JPEG's decoder the detail that is lost anyway
            image = _in_colour(ImageOps.exif_transpose(image))
            return np.asarray(ImageOps.fit(image, (side, side)))
    except DataError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        millions = Image.MAX_IMAGE_PIXELS // 10**6
        raise DataError(f"{name} is too large, more than {millions} million pixels. Scale it down first.") from None
    except UnidentifiedImageError:
        raise DataError(f"{name} is no photo that can be read here. Choose a JPEG or PNG file.") from None
    except Exception:  # a damaged image can raise almost anything
        raise DataError(f"{name} is damaged or incomplete. Copy it again, or choose another one.") from None


def _content(file):
    """The bytes of the file, and what to call it in a sentence."""
    content = file.read() if hasattr(file, "read") else file
    if isinstance(content, bytes | bytearray | memoryview):
        return bytes(content), "This file"
    if not isinstance(file, str | Path):
        raise DataError(f"A photo cannot be read from {type(file).__name__}. Give a path or the content of a file.")
    try:
        return Path(file).read_bytes(), Path(file).name
    except FileNotFoundError:
        raise DataError(f"There is no file {file}. Check its name and its folder.") from None
    except IsADirectoryError:
        raise DataError(f"{file} is a folder. Give the path of one photo in it.") from None
    except OSError as error:
        raise DataError(f"{file} cannot be read ({error.strerror}). Choose another photo.") from None


def _in_colour(image):
    """Red, green and blue of 8 bits each, on white."""
    if image.mode.startswith("I"):  # grey of 16 bits
        image = Image.fromarray((np.asarray(image) // 257).astype("uint8"))
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, WHITE)
        image = Image.alpha_composite(paper, image)
    return image.convert("RGB")
