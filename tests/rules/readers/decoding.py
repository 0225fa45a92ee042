"""Texts come back from every encoding they name; bytes are not taken for what another reading makes of them."""

from zhengjian_stats.readers.decoding import decode


def failures(table):
    lost = [
        f"{example['text']!r} from {encoding}: {decode(example['text'].encode(encoding)).text!r}"
        for example in table["examples"]
        for encoding in example["encodings"]
        if decode(example["text"].encode(encoding)).text != example["text"]
    ]
    taken = [
        f"{example['bytes']} is taken for {example['not']!r}"
        for example in table["counter_examples"]
        if decode(bytes.fromhex(example["bytes"])).text == example["not"]
    ]
    return lost + taken
