"""The record of plain and residual networks: a start that its page does not repeat, trained here."""

from cnn_helpers.measured import read_record


def test_a_plain_network_of_32_layers_ends_as_those_of_the_record():
    from cnn_helpers.measured.depth_curves import plain_pair, train

    runs = read_record("depth_curves")["results"]
    _, [losses], [read] = train(32, plain_pair, seeds=[0])
    ends = [run[-1] for run in runs["plain 32"]["losses"]]
    assert min(ends) / 2 < losses[-1] < 2 * max(ends)
    assert losses[-1] > 2 * max(run[-1] for run in runs["residual 32"]["losses"])
    assert 0.2 < read <= 1
