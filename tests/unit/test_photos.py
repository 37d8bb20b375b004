"""A photo of one's own: whatever a student may upload becomes an array or gets one clear sentence."""

import io
import struct
import warnings
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from utils import datasets
from utils.datasets import DataError

RED, GREEN, BLUE, WHITE, GREY = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (128, 128, 128)


@pytest.fixture(autouse=True)
def quiet(capfd):
    """nbgrader gives no points to a cell that writes a line on stderr, and neither may a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
    assert capfd.readouterr().err == ""


def saved(image: Image.Image, form: str = "PNG", **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def quarters(width: int = 120, height: int = 120, mode: str = "RGB") -> Image.Image:
    """Red and green above, blue and white below."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    image.paste(WHITE, (width // 2, height // 2, width, height))
    return image.convert(mode)


def corners(photo) -> list[tuple]:
    """The colours a quarter of the way in, row by row, rounded to the nearest of 0, 128 and 255."""
    quarter = len(photo) // 4
    found = photo[[quarter, quarter, -quarter, -quarter], [quarter, -quarter, quarter, -quarter]].astype(int)
    return [tuple(min((0, 128, 255), key=lambda level: abs(level - value)) for value in colour) for colour in found]


UPRIGHT = [RED, GREEN, BLUE, WHITE]


# What can be read


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_common_files_are_read(form):
    photo = datasets.read_photo(saved(quarters(), form))
    assert (photo.shape, photo.dtype) == ((64, 64, 3), "uint8")
    assert corners(photo) == UPRIGHT


def test_a_photo_comes_from_a_path_bytes_or_a_file(tmp_path):
    content = saved(quarters())
    path = tmp_path / "me.png"
    path.write_bytes(content)
    expected = datasets.read_photo(path)
    with open(path, "rb") as file:
        for source in (str(path), content, bytearray(content), memoryview(content), io.BytesIO(content), file):
            np.testing.assert_array_equal(datasets.read_photo(source), expected, strict=True)


@pytest.mark.parametrize("side", [1, 32, 64, 224])
@pytest.mark.parametrize("size", [(16, 16), (40, 40), (500, 500)])
def test_any_size_becomes_the_one_asked_for(side, size):
    photo = datasets.read_photo(saved(quarters(*size)), side)
    assert photo.shape == (side, side, 3)
    if side > 1:
        assert corners(photo) == UPRIGHT


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
@pytest.mark.parametrize("size", [(400, 100), (100, 400), (1200, 900)])
def test_the_square_in_the_middle_is_kept(form, size):
    width, height = size
    side = min(size)
    image = Image.new("RGB", size, GREY)
    image.paste(quarters(side, side), ((width - side) // 2, (height - side) // 2))
    assert corners(datasets.read_photo(saved(image, form))) == UPRIGHT


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright(form, orientation):
    """A camera held on its side saves the photo on its side, and the tag that turns it back."""
    stored = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    image = quarters() if stored is None else quarters().transpose(stored)
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert corners(datasets.read_photo(saved(image, form, exif=exif))) == UPRIGHT


@pytest.mark.parametrize(
    "mode, form", [("P", "PNG"), ("P", "GIF"), ("RGBA", "PNG"), ("CMYK", "JPEG"), ("CMYK", "TIFF")]
)
def test_every_kind_of_colour_is_read(mode, form):
    assert corners(datasets.read_photo(saved(quarters(mode=mode), form))) == UPRIGHT


@pytest.mark.parametrize("mode, form", [("L", "PNG"), ("L", "JPEG"), ("LA", "PNG")])
def test_grey_becomes_three_equal_colours(mode, form):
    photo = datasets.read_photo(saved(Image.new("L", (80, 80), 128).convert(mode), form))
    assert (photo == 128).all()


def test_black_and_white_is_read():
    image = Image.new("1", (80, 80))
    image.paste(1, (0, 0, 40, 80))
    photo = datasets.read_photo(saved(image))
    assert corners(photo) == [WHITE, (0, 0, 0)] * 2


@pytest.mark.parametrize("form", ["PNG", "TIFF"])
def test_grey_of_16_bits_keeps_its_brightness(form):
    ramp = np.tile(np.linspace(0, 65535, 128).astype("uint16"), (128, 1))
    photo = datasets.read_photo(saved(Image.fromarray(ramp), form))
    assert (photo[..., 0] == photo[..., 1]).all()
    np.testing.assert_allclose(photo[32, :, 0], np.linspace(1, 254, 64), atol=2)


def transparent(mode: str) -> Image.Image:
    """Red on the left; on the right a green that cannot be seen."""
    image = Image.new("RGBA", (80, 80), (*RED, 255))
    image.paste((*GREEN, 0), (40, 0, 80, 80))
    return image.convert(mode)


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF"])
def test_what_is_transparent_becomes_white(form):
    photo = datasets.read_photo(saved(transparent("RGBA"), form))
    assert corners(photo) == [RED, WHITE] * 2


def test_a_palette_with_a_transparent_colour_becomes_white():
    image = Image.new("P", (80, 80), 0)
    image.putpalette([*RED, *GREEN])
    image.paste(1, (40, 0, 80, 80))
    for transparency in (1, bytes([255, 0])):
        assert corners(datasets.read_photo(saved(image, transparency=transparency))) == [RED, WHITE] * 2


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_image_is_taken(form):
    others = [Image.new("RGB", (120, 120), colour) for colour in (WHITE, GREY)]
    content = saved(quarters(), form, save_all=True, append_images=others)
    assert corners(datasets.read_photo(content)) == UPRIGHT


def test_a_large_photo_is_read():
    photo = datasets.read_photo(saved(quarters(6000, 4000), "JPEG"))
    assert corners(photo) == UPRIGHT


# What cannot


def sentence(file) -> str:
    with pytest.raises(DataError) as error:
        datasets.read_photo(file)
    message = str(error.value)
    assert "\n" not in message and message.endswith(".")
    return message


@pytest.mark.parametrize("size", [(1, 1), (15, 15), (15, 400), (400, 15)])
def test_too_small_is_refused(size):
    message = sentence(saved(Image.new("RGB", size)))
    assert f"too small, {size[0]} × {size[1]} pixels. Choose one of at least 16 × 16" in message


def enormous(width: int, height: int) -> bytes:
    """A PNG file of a few bytes that claims to be that large."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(10_000, 10_000), (60_000, 60_000)])
def test_a_file_that_would_fill_the_memory_is_refused(size):
    assert "too large, more than 89 million pixels. Scale it down first." in sentence(enormous(*size))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "TIFF"])
def test_half_a_photo_is_refused(form):
    noise = Image.fromarray(np.random.default_rng(1).integers(256, size=(200, 200, 3), dtype="uint8"))
    content = saved(noise, form)
    message = sentence(content[: len(content) // 2])
    assert "is damaged or incomplete. Copy it again" in message or "is no photo that can be read" in message


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "me.jpg"
    path.touch()
    assert sentence(path).startswith("me.jpg is empty.")
    assert sentence(b"").startswith("This file is empty.")


@pytest.mark.parametrize(
    "content",
    [b"Dear diary", b"%PDF-1.7", b"PK\x03\x04", b"<svg></svg>", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"],
)
def test_what_is_no_photo_is_refused(content, tmp_path):
    path = tmp_path / "me.jpg"
    path.write_bytes(content)
    assert sentence(path) == "me.jpg is no photo that can be read here. Choose a JPEG or PNG file."


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"heix"])
def test_the_photo_of_an_iphone_gets_its_own_advice(brand):
    message = sentence(b"\x00\x00\x00\x18ftyp" + brand + bytes(100))
    assert "HEIC" in message and "Save it as JPEG or PNG" in message


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    assert sentence(tmp_path / "me.jpg") == f"There is no file {tmp_path / 'me.jpg'}. Check its name and its folder."
    assert sentence(str(tmp_path)) == f"{tmp_path} is a folder. Give the path of one photo in it."


def test_what_is_no_file_at_all_is_refused():
    for thing in (None, 3.5, np.zeros((64, 64, 3)), io.StringIO("text")):
        assert "Give a path" in sentence(thing)


PHOTO = saved(quarters(40, 40), "JPEG")


@settings(deadline=None)
@given(st.binary(max_size=300) | st.binary(max_size=100).map(lambda tail: PHOTO[:200] + tail))
def test_any_bytes_give_a_photo_or_a_sentence(content):
    try:
        assert datasets.read_photo(content).shape == (64, 64, 3)
    except DataError:
        pass


@settings(deadline=None)
@given(st.integers(0, len(PHOTO) - 1), st.integers(0, 255))
def test_any_changed_byte_gives_a_photo_or_a_sentence(position, byte):
    try:
        datasets.read_photo(PHOTO[:position] + bytes([byte]) + PHOTO[position + 1 :])
    except DataError:
        pass
