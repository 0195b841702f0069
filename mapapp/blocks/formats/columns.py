"""The names of a table's columns, as a file gives them and as they can be told apart."""


def distinct(names):
    """Return the names with a number after those that came before, and after an underscore where there is none.

    >>> distinct(["名称", "", "名称", "名称_2"])
    ['名称', '_2', '名称_2', '名称_2_2']
    """
    told = {}
    for number, name in enumerate(names, 1):
        unique, again = name or f"_{number}", 2
        while unique in told:
            unique, again = f"{name}_{again}", again + 1
        told[unique] = number
    return list(told)
