"""Products of layers: the same to the last bit in any order, and near what they stand for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from kg.text.exact import LEVELS, LIMIT, ExactProducts, whole_weights
from kg.text.parser import load_parser

SHAPES = [(288, 384), (81, 64), (5, 1)]


def made(seed: int, *shape: int) -> NDArray[np.float32]:
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@given(seed=st.integers(0, 2**32 - 1), rows=st.integers(1, 40))
def test_the_order_of_terms_and_the_company_of_a_row_change_nothing(
    shape: tuple[int, int], seed: int, rows: int
) -> None:
    weights, x = made(seed, *shape), made(seed + 1, rows, shape[1])
    whole = ExactProducts().gemm(x, weights, trans2=True)
    order = np.random.default_rng(seed).permutation(shape[1])
    assert np.array_equal(ExactProducts().gemm(x[:, order], weights[:, order], trans2=True), whole)
    layer = ExactProducts()
    alone = np.concatenate([layer.gemm(x[n : n + 1], weights, trans2=True) for n in range(rows)])
    assert np.array_equal(alone, whole)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_a_product_is_near_that_of_the_numbers_themselves(shape: tuple[int, int]) -> None:
    weights, x = made(1, *shape), made(2, 200, shape[1])
    true = x.astype(np.float64) @ weights.T.astype(np.float64)
    error = np.abs(ExactProducts().gemm(x, weights, trans2=True) - true)
    assert error.max() < 0.02 * np.abs(true).max()


@given(seed=st.integers(0, 2**32 - 1), width=st.integers(1, 700))
def test_no_sum_of_whole_numbers_grows_beyond_what_a_float_holds(seed: int, width: int) -> None:
    weights, scale = whole_weights(made(seed, 7, width))
    assert np.abs(weights.astype(np.int64)).sum(axis=0).max() * LEVELS <= LIMIT
    assert np.array_equal(weights, np.rint(weights))
    assert scale > 0


def test_rows_of_nothing_and_no_rows_are_taken() -> None:
    weights = made(3, 6, 4)
    assert not ExactProducts().gemm(np.zeros((2, 4), np.float32), weights, trans2=True).any()
    assert ExactProducts().gemm(np.zeros((0, 4), np.float32), weights, trans2=True).shape == (0, 6)
    assert not ExactProducts().gemm(made(4, 2, 4), np.zeros((6, 4), np.float32), trans2=True).any()


def test_a_product_goes_where_it_is_told() -> None:
    weights, x, out = made(5, 6, 4), made(6, 3, 4), np.zeros((3, 6), np.float32)
    made_there = ExactProducts().gemm(x, weights, out=out, trans2=True)
    assert made_there is out
    assert np.array_equal(out, ExactProducts().gemm(x, weights, trans2=True))


def test_the_layers_of_the_shipped_pipeline_multiply_exactly() -> None:
    parser = load_parser()
    [tokens] = parser.parse([("Soldiers seized power in Niger.", 0)])
    assert tokens
    nodes = [
        node for _, pipe in parser._nlp.pipeline for node in getattr(getattr(pipe, "model", None), "walk", tuple)()
    ]
    weighted = [node for node in nodes if "W" in node.param_names]
    assert weighted
    assert all(isinstance(node.ops, ExactProducts) for node in weighted)
