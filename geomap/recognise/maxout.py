"""The dense layers of the fast recogniser's network, run by ONNX Runtime in place of thinc's.

A layer of spaCy's CNN is a product with a matrix, the largest of each three outputs, and a normalisation
(Goodfellow et al. 2013, arXiv:1302.4389; Ba et al. 2016, arXiv:1607.06450). ``maxout.onnx`` is that and
nothing else: the weights are handed to it with each call, so one file of a kilobyte serves every layer and
every pipeline that `geomap train` makes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import MissingDependency, ModelError
from geomap.recognise.encoder import THREADS

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[Any, np.dtype[np.float32]]

GRAPH = Path(__file__).parent / "maxout.onnx"
PIECES = 3  # of which the largest counts
EPSILON = 1e-8  # thinc's, below which no variance is taken


def run_by_onnx(network: Any) -> None:
    """Replace the maxout layers of a thinc model in place; they learn no more. Others stay thinc's."""
    try:
        import onnxruntime
        from thinc.api import Model
    except ImportError as error:
        raise MissingDependency("the fast recogniser needs: pip install onnxruntime spacy") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(THREADS, os.cpu_count() or 1)
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # others need the processors too
    try:
        session = onnxruntime.InferenceSession(str(GRAPH), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library raises bare exceptions of its own
        raise ModelError(f"{GRAPH}: cannot be loaded: {error}; install geomap again") from error
    for node in network.walk():
        names = [layer.name for layer in node.layers]
        if names == ["maxout", "layernorm"] and node.layers[0].get_dim("nP") == PIECES:
            node.layers[:] = [Model("onnx_maxout", _forward(session, *node.layers))]


def _forward(session: Any, maxout: Any, norm: Any) -> Callable[[Any, Floats, bool], tuple[Floats, Any]]:
    import numpy as np

    weights = maxout.get_param("W")  # outputs x pieces x inputs
    given = {
        "weights": np.ascontiguousarray(weights.reshape(-1, weights.shape[2]).T),
        "bias": maxout.get_param("b").reshape(-1),
        "gain": norm.get_param("G"),
        "shift": norm.get_param("b"),
    }

    def forward(_: Any, rows: Floats, is_train: bool) -> tuple[Floats, Any]:  # noqa: ARG001
        return session.run(None, {"rows": rows, **given})[0], None

    return forward


def write_graph(path: Path = GRAPH) -> None:
    """Write ``maxout.onnx``; needs onnx (``pip install 'geomap[train]'``)."""
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    def tensor(name: str, *shape: str) -> Any:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))

    nodes = [
        helper.make_node("Gemm", ["rows", "weights", "bias"], ["products"]),
        helper.make_node("Reshape", ["products", "shape"], ["pieces"]),
        helper.make_node("ReduceMax", ["pieces", "last"], ["largest"], keepdims=0),
        helper.make_node("LayerNormalization", ["largest", "gain", "shift"], ["states"], epsilon=EPSILON),
    ]
    constants = [
        numpy_helper.from_array(np.array([0, -1, PIECES]), "shape"),
        numpy_helper.from_array(np.array([2]), "last"),
    ]
    inputs = [
        tensor("rows", "rows", "in"),
        tensor("weights", "in", "products"),
        tensor("bias", "products"),
        tensor("gain", "out"),
        tensor("shift", "out"),
    ]
    graph = helper.make_graph(nodes, "maxout", inputs, [tensor("states", "rows", "out")], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
