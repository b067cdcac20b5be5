"""All attacks, by name."""

from . import (
    delegation,
    memory,
    messages,
    network,
    output,
    pages,
    planting,
    processes,
    scores_forged,
    scores_found,
    scores_objects,
    secrets_in_files,
    secrets_in_processes,
    tampered,
    writing,
)

FAMILIES = (
    scores_forged,
    scores_objects,
    scores_found,
    delegation,
    tampered,
    secrets_in_files,
    secrets_in_processes,
    writing,
    network,
    processes,
    memory,
    messages,
    output,
    pages,
    planting,
)
ATTACKS = {attack.name: attack for family in FAMILIES for attack in family.ATTACKS}
