#!/usr/bin/env python3
"""Writes rules/entities/countries.yaml and capitals.yaml.

    countries.py COUNTRY-CODES.csv > report

Codes, capitals and Wikidata ids are those of country-codes.csv (datasets/country-codes, PDDL); English short names, other
names, demonyms and metonyms are in demonyms.tsv beside this script, kept by hand. Capitals become metonyms, save those that
share the country's name or are a common name elsewhere, and places.
"""
import csv
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "..", "rules", "entities")
# Capitals that news names for something else, or that say the country already.
NO_METONYM = set("AX AS AI AQ BM IO VG BQ CK CX CC FK FO GF PF TF GP GU GG GI GL HM IM JE YT MS NC NU NF MP PN PR RE BL SH KN LC MF PM VC SX GS SJ "
                 "TK TC UM VI WF EH HK MO SG LU MC SM VA DJ KW GT PA MX JM AG GD BB BS DM SC MV AD TT CW AW KY MQ GY LR SL PS IL CY BE".split())
CAPITAL = {"KZ": "Astana", "BI": "Gitega", "ID": "Jakarta", "MX": "Mexico City", "CW": "Willemstad", "GQ": "Malabo"}
WIKIDATA = {"XK": "Q1246"}  # territories.yml (OpenSanctions, MIT)
NO_METONYM |= {"NL"}  # the seat of government is The Hague


def rows():
    codes = {r["ISO3166-1-Alpha-2"]: r for r in csv.DictReader(open(sys.argv[1], encoding="utf-8"))}
    for line in open(os.path.join(HERE, "demonyms.tsv"), encoding="utf-8"):
        if line.startswith("#"):
            continue
        code, name, also, adjectives, people, metonyms = (line.rstrip("\n").split("\t") + [""] * 6)[:6]
        source = codes.get(code, {})
        capital = CAPITAL.get(code, source.get("Capital", "").strip())
        wikidata = source.get("wikidata_id", "").rsplit("/", 1)[-1] or WIKIDATA.get(code, "")
        yield code, name, also, adjectives, people, metonyms, capital, wikidata


def quoted(cells):
    text = " | ".join(c.replace(";", "; ") for c in cells).rstrip(" |")
    return "  - '" + text.replace("'", "''") + "'\n" if ": " in text or "#" in text else "  - " + text + "\n"


countries = open(os.path.join(OUT, "countries.yaml"), "w", encoding="utf-8")
capitals = open(os.path.join(OUT, "capitals.yaml"), "w", encoding="utf-8")
countries.write("# Written by scripts/gazetteer/countries.py: change scripts/gazetteer/demonyms.tsv and run it.\nentities: country\n"
                "about: Countries and territories, with their adjectives, their people and what stands for their governments.\n"
                "source: datasets/country-codes (PDDL); OpenSanctions territories (MIT); names and demonyms by hand\n"
                "columns: [country, name, also, adjectives, people, metonyms, wikidata]\nrows:\n")
capitals.write("# Written by scripts/gazetteer/countries.py.\nentities: place\n"
               "about: Capitals as places; as metonyms they stand in countries.yaml.\nsource: datasets/country-codes (PDDL)\n"
               "columns: [name, country, id]\nrows:\n")
seen = set()
for code, name, also, adjectives, people, metonyms, capital, wikidata in rows():
    if capital and code not in NO_METONYM:
        metonyms = ";".join([capital] + [m for m in metonyms.split(";") if m])
    countries.write(quoted([code, name, also, adjectives, people, metonyms, wikidata]))
    if capital and capital not in (name, *also.split(";")) and capital not in seen:
        seen.add(capital)
        slug = "".join(c.lower() if c.isascii() and c.isalnum() else "-" for c in capital if c not in "'.")
        capitals.write(quoted([capital, code, slug + "-" + code.lower()]))
