#!/usr/bin/env python3
"""Makes models/encodings.model: the labels and index tables of the WHATWG Encoding Standard.

    npm pack text-encoding && tar xzf text-encoding-0.7.0.tgz
    scripts/encoding_tables.py package/lib models/encodings.model

The npm package carries the tables as they stood in 2017; what the Standard changed since is added here: labels, and the
eighteen code points of GB18030-2022. The file, little endian:

    "TWENC001"  u32 number of tables
    a table:    16 bytes name  u32 kind  u32 count  data
                kind 0: text (count bytes): a line for each encoding, its name and its labels
                kind 1: count u16 code points, 0 for none
                kind 2: as 1, then a bit for each entry that stands for 0x20000 more
                kind 3: count pairs of u32: pointer, code point
"""
import json
import pathlib
import struct
import sys

ADDED_LABELS = {
    "UTF-8": ["unicode11utf8", "unicode20utf8", "x-unicode20utf8"],
    "KOI8-U": ["koi8-ru"],
    "UTF-16BE": ["unicodefffe"],
    "UTF-16LE": ["csunicode", "iso-10646-ucs-2", "ucs-2", "unicode", "unicodefeff"],
    "replacement": ["replacement", "csiso2022kr", "hz-gb-2312", "iso-2022-cn", "iso-2022-cn-ext", "iso-2022-kr"],
    "windows-874": ["dos-874"],
    "Shift_JIS": ["ms932"],
    "x-user-defined": ["x-user-defined"],
}

GB18030_2022 = {
    0xA6D9: 0xFE10, 0xA6DA: 0xFE12, 0xA6DB: 0xFE11, 0xA6DC: 0xFE13, 0xA6DD: 0xFE14, 0xA6DE: 0xFE15, 0xA6DF: 0xFE16,
    0xA6EC: 0xFE17, 0xA6ED: 0xFE18, 0xA6F3: 0xFE19, 0xFE59: 0x9FB4, 0xFE61: 0x9FB5, 0xFE66: 0x9FB6, 0xFE67: 0x9FB7,
    0xFE6D: 0x9FB8, 0xFE7E: 0x9FB9, 0xFE90: 0x9FBA, 0xFEA0: 0x9FBB,
}


def read_tables(folder):
    text = (folder / "encoding-indexes.js").read_text(encoding="utf-8")
    start = text.index("{", text.index('global["encoding-indexes"]'))
    return json.JSONDecoder().raw_decode(text[start:])[0]


def read_labels(folder):
    text = (folder / "encoding.js").read_text(encoding="utf-8")
    start = text.index("[", text.index("var encodings ="))
    groups = json.JSONDecoder().raw_decode(text[start:])[0]
    labels = {e["name"]: list(e["labels"]) for group in groups for e in group["encodings"]}
    for name, more in ADDED_LABELS.items():
        known = labels.setdefault(name, [])
        known += [label for label in more if label not in known]
    return labels


def table(name, kind, count, data):
    return struct.pack("<16sII", name.encode(), kind, count) + data


def main():
    folder, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    indexes, labels = read_tables(folder), read_labels(folder)
    for code, point in GB18030_2022.items():
        lead, trail = code >> 8, code & 0xFF
        indexes["gb18030"][(lead - 0x81) * 190 + trail - (0x40 if trail < 0x7F else 0x41)] = point
    lines = "".join(f"{name} {' '.join(labels[name])}\n" for name in sorted(labels, key=str.lower)).encode()
    out = [table("labels", 0, len(lines), lines)]
    for name, index in sorted(indexes.items()):
        if name == "gb18030-ranges":
            out.append(table(name, 3, len(index), b"".join(struct.pack("<II", *pair) for pair in index)))
            continue
        points = [0 if point is None else point for point in index]
        high = [point > 0xFFFF for point in points]
        assert all(0x20000 <= p <= 0x2FFFF for p, h in zip(points, high) if h), name
        data = struct.pack(f"<{len(points)}H", *(p & 0xFFFF for p in points))
        if any(high):
            bits = bytearray((len(points) + 7) // 8)
            for i, h in enumerate(high):
                bits[i // 8] |= h << (i % 8)
            out.append(table(name, 2, len(points), data + bytes(bits)))
        else:
            out.append(table(name, 1, len(points), data))
    target.write_bytes(b"TWENC001" + struct.pack("<I", len(out)) + b"".join(out))


if __name__ == "__main__":
    main()
