"""All attacks, by name, and the classes in which they are graded."""

from . import (
    delegation,
    doors,
    memory,
    messages,
    network,
    networks_forged,
    networks_told,
    output,
    pages,
    planting,
    processes,
    scores_arguments,
    scores_forged,
    scores_found,
    scores_objects,
    secrets_in_files,
    secrets_in_processes,
    steps_told,
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
    networks_forged,
    networks_told,
    scores_arguments,
    doors,
    steps_told,
)
ATTACKS = {attack.name: attack for family in FAMILIES for attack in family.ATTACKS}
CLASSES = {
    "for points": {"score theft"},
    "for secrets": {"tampered files", "reading secrets"},
    "for places": {"writing outside", "network", "planting"},
    "for power": {"processes", "memory"},
    "for readers": {"output"},
    "for networks": {"lies about networks"},
    "for doors": {"lies about doors"},
}  # the attacks of these families, all of one target, are graded in one class


def attacks_of(name: str) -> list:
    """The attacks of one class, in their order."""
    return [attack for attack in ATTACKS.values() if attack.family in CLASSES[name]]
