#!/usr/bin/env python3
"""Writes rules/entities/companies-listed.yaml: large listed companies that companies.yaml does not have.

    companies.py FOLDER    # with sp500.csv (datasets/s-and-p-500, PDDL), companies.csv (MIT), mofcom-control-list-entities.json (MIT)

Kept: the S&P 500; mega and large caps and, of the sectors that trade touches (materials, energy, industrials, information
technology, vehicles, food), mid caps; the entries of China's control lists. A name is cut to what news writes: share classes and
forms go. A name of one word that is a common English word or a short acronym counts only with its form ("weak"); countries are ISO codes of
country-codes.csv.
"""
import csv
import json
import os
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "..", "rules", "entities")
FORMS = ("Inc Incorporated Corp Corporation Co Company Ltd Limited PLC Plc plc AG SE SA S.A. N.V. NV AB ASA A/S Oyj SpA S.p.A. KGaA GmbH Group Holdings Holding "
         "Tbk Bhd Berhad PCL Pcl JSC PJSC LLC LP L.P. S.A.B. de C.V. ADR The (The) Class A B C & KK K.K. Public H PT OJSC S.A.A. A.S. A.Ş. AS "
         "Aktiengesellschaft Aktiebolag (publ) SAB CV").split()
SECTORS = {"Materials", "Energy", "Industrials", "Information Technology", "Consumer Staples"}
INDUSTRIES = re.compile(r"Auto|Semicond|Textile|Apparel|Household Dur|Leisure Prod|Pharma|Airlines|Marine|Electr")
MISSING = {"Turkey": "TR", "South Korea": "KR", "Russia": "RU", "United States": "US", "United Kingdom": "GB", "Czech Republic": "CZ", "Macau": "MO"}


def fold(text):
    text = unicodedata.normalize("NFKD", text)
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in text if not unicodedata.combining(c)).lower()).strip()


def slug(name):
    return re.sub(r"[^a-z0-9]+", "-", fold(name.replace(".", "").replace("'", ""))).strip("-")


def short(name):
    """The name without forms and share classes."""
    name = re.sub(r"\s*\(.*?\)", "", name).replace(",", " ").strip()
    words = name.split()
    while len(words) > 1 and words[-1].strip(".") in [f.strip(".") for f in FORMS]:
        words.pop()
    return " ".join(words)


def main(folder):
    codes = {}
    for row in csv.DictReader(open(os.path.join(folder, "country-codes.csv"), encoding="utf-8")):
        for key in ("CLDR display name", "UNTERM English Short", "official_name_en"):
            codes.setdefault(row[key], row["ISO3166-1-Alpha-2"])
    codes.update(MISSING)
    common = set(w.strip().lower() for w in open(os.path.join(HERE, "common-words.txt"), encoding="utf-8"))
    known, ids, brands = set(), set(), set()
    for name in sorted(os.listdir(OUT)):
        if not name.endswith(".yaml") or name in ("companies-listed.yaml", "words.yaml", "classes.yaml"):
            continue
        for line in open(os.path.join(OUT, name), encoding="utf-8"):
            if line.startswith("  - "):
                for cell in line[4:].split("|"):
                    for part in cell.split(";"):
                        known.add(fold(part))
                        known.add(fold(short(part.strip())) if part.strip() else "")
                if name == "companies.yaml":
                    brands |= {fold(part) for cell in line[4:].split("|")[::2] for part in cell.split(";") if len(fold(part)) > 4}
                    ids.add(slug(line[4:].split("|")[0]))
    rows = []

    def add(full, country):
        name = short(full)
        key = fold(name)
        if len(key) < 3 or key in known or slug(name) in ids or re.search(r"\bETF|Fund|Trust|Index|ETN|Notes|Portfolio|Select Sector|iShares|Acquisition", full):
            return
        words = key.split()
        if any(" ".join(words[:n]) in brands for n in (1, 2)) or re.search(r"ADR|GDR|CDR|UNSP|ETC\b|Shares|Leverage|anonyme|Depositary|Class|/|\d{2}", name):
            return
        if name.isupper() and len(words) > 1:
            return
        weak = len(words) == 1 and (key in common or len(key) <= 4) or all(w in common or len(w) < 3 for w in words)
        known.add(key)
        ids.add(slug(name))
        rows.append((name, country, "", name if weak else ""))

    for row in csv.DictReader(open(os.path.join(folder, "sp500.csv"), encoding="utf-8")):
        add(row["Security"], "US")
    for entry in json.load(open(os.path.join(folder, "mofcom-control-list-entities.json"), encoding="utf-8")):
        # Two short words are a person that the list calls an organisation.
        if entry.get("entity_type") == "organization" and not re.fullmatch(r"[A-Z][a-z]{1,5} [A-Z][a-z]{1,5}", entry["entity_name"]):
            add(entry["entity_name"], "")
    listed = list(csv.DictReader(open(os.path.join(folder, "companies.csv"), encoding="utf-8")))
    for wanted in ("Mega Cap", "Large Cap", "Mid Cap"):
        for row in listed:
            trade = row["sector"] in SECTORS or INDUSTRIES.search(row["industry"] or "")
            if row["size"] != wanted or (wanted == "Mid Cap" and not trade) or len(rows) >= 1200:
                continue
            code = codes.get(row["country"])
            suffix = row["symbol"].rpartition(".")[2] if "." in row["symbol"] else ""
            # The list calls many companies of Asian exchanges American.
            if code == "US" and (wanted == "Mid Cap" or suffix in ("KL", "SI", "BK", "JK", "HK", "SS", "SZ", "KS", "TW", "NS", "BO")):
                continue
            if code and re.fullmatch(r"[\w .&'+/()\-,]+", row["name"]) and row["name"].isascii():
                add(row["name"], code)
    with open(os.path.join(OUT, "companies-listed.yaml"), "w", encoding="utf-8") as out:
        out.write("# Written by scripts/gazetteer/companies.py; change the script or companies.yaml, not this file.\nentities: company\n"
                  "about: Large listed companies, and entries of China's control lists.\n"
                  "source: datasets/s-and-p-500 (PDDL); companies.csv (MIT); MOFCOM control list entities (MIT)\n"
                  "columns: [name, country, also, weak]\nrows:\n")
        for row in rows:
            text = " | ".join(row).rstrip(" |")
            quote = re.search(r": | #|^[^A-Za-z0-9]", text)
            out.write("  - " + ("'" + text.replace("'", "''") + "'" if quote else text) + "\n")
    print(len(rows), "companies;", sum(bool(r[3]) for r in rows), "weak")


main(sys.argv[1])
