from zhengjian_stats.parse.relaying import is_relayed


def failures(table):
    lines = []
    for name, room in table.items():
        for rule in room if isinstance(room, list) else [room]:
            for key, wanted in (("examples", name != "own_audience"), ("counter_examples", name == "own_audience")):
                for said in rule[key]:
                    told = said.get("before", ""), said.get("demand", "要抓紧落实"), said.get("title"), said.get("office")
                    if is_relayed(*told) != wanted:
                        lines.append(f"[{name}] {said}: relayed {not wanted}")
    return lines
