"""The page's colours as people see them who see fewer: read from tokens.css, never from a copy."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from geomap.mapping import assets

TYPES = "BXVPRS"  # letters of the six event types in the names of the colours
Rgb = tuple[float, float, float]

# Machado, Oliveira and Fernandes (2009), "A Physiologically-based Model for Simulation of Color Vision
# Deficiency", severity 1.0; on linear red, green and blue.
SIGHTS: dict[str, tuple[Rgb, Rgb, Rgb]] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
    "all colours": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}  # fmt: skip
JUST_SEEN = 2.3  # CIE 1976 colour difference that an attentive eye notices (Mahy et al., 1994)
# The least difference between two types: measured 12.6 for orange beside amber without green cones, in the
# dark. Their shapes, diamond and burst, differ too.
LEAST = 5 * JUST_SEEN


def colours(mode: str) -> dict[str, Rgb]:
    """Linear light of the custom properties in hexadecimal."""
    light, dark = assets.read("tokens.css").split(":root[data-mode=dark]")
    pairs = dict(re.findall(r"--([\w-]+):#([0-9a-f]{6}|[0-9a-f]{3})\b", light))
    if mode == "dark":
        pairs |= dict(re.findall(r"--([\w-]+):#([0-9a-f]{6}|[0-9a-f]{3})\b", dark))
    return {name: _linear(digits) for name, digits in pairs.items()}


def _linear(digits: str) -> Rgb:
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    red, green, blue = (_light(int(digits[k : k + 2], 16) / 255) for k in (0, 2, 4))
    return red, green, blue


def _light(value: float) -> float:
    """sRGB to linear light."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def seen(colour: Rgb, sight: str) -> Rgb:
    """A colour as it is seen, in CIE L*a*b* (D65)."""
    r, g, b = (
        min(1.0, max(0.0, sum(k * c for k, c in zip(row, colour, strict=True)))) for row in SIGHTS[sight]
    )
    x = _cube_root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047)
    y = _cube_root(0.2126 * r + 0.7152 * g + 0.0722 * b)
    z = _cube_root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube_root(t: float) -> float:
    return t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116


def difference(a: Rgb, b: Rgb) -> float:
    return float(sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5)


def contrast(a: Rgb, b: Rgb) -> float:
    """WCAG 2.2 contrast ratio."""
    low, high = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b_ for r, g, b_ in (a, b))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHTS)
def test_the_fills_of_two_types_differ_for_every_eye(sight: str, mode: str) -> None:
    palette = colours(mode)
    near = {
        a + b: round(difference(seen(palette["f" + a], sight), seen(palette["f" + b], sight)), 1)
        for a, b in combinations(TYPES, 2)
    }
    assert min(near.values()) >= LEAST, sorted(near.items(), key=lambda pair: pair[1])[:3]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHTS)
def test_the_line_of_a_type_stands_out_from_the_land_for_every_eye(sight: str, mode: str) -> None:
    palette = colours(mode)
    for kind in TYPES:
        for land in ("land", "land2"):
            apart = difference(seen(palette["k" + kind], sight), seen(palette[land], sight))
            assert apart >= 20 * JUST_SEEN, (kind, land, apart)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_and_lines_have_the_contrast_that_wcag_wants(mode: str) -> None:
    palette = colours(mode)
    for ink in ("ink", "ink2", "ink3", "focus"):
        for ground in ("paper", "wash"):
            assert contrast(palette[ink], palette[ground]) >= 4.5, (ink, ground)
    for kind in TYPES:
        assert contrast(palette["k" + kind], palette["land2"]) >= 4.5, kind
    assert contrast(palette["warn"], palette["warnbg"]) >= 4.5


def test_every_type_has_a_shape_of_its_own() -> None:
    block = re.search(r"const SHAPE = \{(.*?)\n\};", assets.read("glyphs.js"), re.DOTALL)
    assert block is not None
    shapes = dict(re.findall(r'([A-Z]): ("[^"]+"|\w+)', block[1]))
    assert set(TYPES) <= shapes.keys()
    assert len(set(shapes.values())) == len(shapes)
