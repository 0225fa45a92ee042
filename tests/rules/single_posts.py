from zhengjian_stats.resolve.holders import is_single_post, place_of


def failures(table):
    heads, places = table["heads"], table["places"]
    lines = [f"{post}: held by several" for post in heads["examples"] if not is_single_post(post)]
    lines += [f"{post}: held by one" for post in heads["counter_examples"] if is_single_post(post)]
    several = table["several"]
    lines += [f"{e['body']}: one" for e in several["examples"] if is_single_post(e["post"], e["body"])]
    lines += [f"{e['body']}: several" for e in several["counter_examples"] if not is_single_post(e["post"], e["body"])]
    for example in places["examples"] + places["counter_examples"]:
        if (place_of(example["body"]) or "") != example["place"]:
            lines.append(f"{example['body']}: {place_of(example['body'])}")
    return lines
