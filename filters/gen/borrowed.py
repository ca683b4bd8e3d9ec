# SPDX-License-Identifier: MIT
"""Medical terms as Indonesian spells them.

Indonesian takes its terms from Greek and Latin as English does, and writes
them by sound. The rules are those of "Pedoman Umum Pembentukan Istilah"
(Pusat Bahasa, 2007, 3.1) and "Ejaan Bahasa Indonesia yang Disempurnakan"
(2022, on loan words), where a word does not need to be known to apply them.
"""
import re

# Endings, the longest of a kind first; a word takes the first that fits.
ENDS = (("logy", "logi"), ("tious", "sius"), ("cious", "sius"), ("tion", "si"), ("ssion", "si"), ("sion", "si"), ("xion", "ksi"),
        ("ary", "er"), ("able", "abel"), ("ible", "ibel"), ("ous", "us"), ("ism", "isme"), ("ive", "if"), ("ure", "ur"),
        ("age", "ase"), ("cele", "kel"), ("ics", "ik"), ("ity", "itas"), ("ase", "ase"), ("ose", "osa"), ("y", "i"))
SILENT = re.compile(r"(?<=[bcdfglmnprstvxz])e$")
SOUNDS = tuple((re.compile(a), b) for a, b in (
    (r"rrh", "r"), (r"rh", "r"), (r"th", "t"), (r"ph", "f"), (r"sch", "sk"), (r"ch", "k"), (r"ae(?=[a-z])|oe(?=[a-z])", "e"),
    (r"ae$", "e"), (r"sc(?=[eiy])", "s"), (r"cc(?=[eiy])", "ks"), (r"c(?=[eiy])", "s"), (r"c", "k"), (r"qu", "ku"), (r"x", "ks"),
    (r"(?<=[a-z])y", "i"), (r"ou", "u"), (r"oo", "u"), (r"([bdfgklmnprstvz])\1", r"\1")))


def sounded(word):
    for pattern, by in SOUNDS:
        word = pattern.sub(by, word)
    return word


def spelled(word):
    """How Indonesian writes this English or Latin term."""
    for end, by in ENDS:
        if word.endswith(end):
            return sounded(word[:-len(end)]) + by
    return sounded(SILENT.sub("", word))
