"""soft_double_test.py CXX CXXFILT FOLDER: a double that is planted in a node's loop is found, wherever it lies; float passes."""
import pathlib
import subprocess
import sys

from soft_double import Program, ways_to_double

CXX, CXXFILT, FOLDER = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
NODE = """
#include <cmath>
#include <cstdio>
namespace seqboard {
struct Tick {};
volatile float in = 1, out;
[[gnu::noinline]] void log_line(float value) { std::printf("%%f", value); }
struct Driver {
    [[gnu::noinline]] virtual void drive() { out = in; }
    virtual ~Driver() = default;
};
struct Motor : Driver {
    [[gnu::noinline]] void drive() override { %(drive)s; }
};
Driver* volatile driver = new Motor;
[[gnu::noinline]] void deepest() { %(deep)s; }
[[gnu::noinline]] void deep() { deepest(); out = out + 1; }
class PlantedNode {
public:
    void step(const Tick&) { %(step)s; deep(); driver->drive(); }
};
namespace detail {
template <class N>
struct Instance {
    [[gnu::noinline]] virtual void step(const Tick& tick) { node.step(tick); }
    N node;
};
}
}
seqboard::detail::Instance<seqboard::PlantedNode>* volatile instance = new seqboard::detail::Instance<seqboard::PlantedNode>;
int main() {
    using namespace seqboard;
    %(start)s;
    instance->step({});
}
"""
FLOAT = "out = in * 2.5f + std::sqrt(in) + static_cast<float>(static_cast<int>(in))"
DOUBLE = "out = static_cast<float>(in * 0.1)"


def ways(**code):
    file = FOLDER / "planted"
    source = NODE % {"step": FLOAT, "deep": FLOAT, "drive": FLOAT, "start": FLOAT, **code}
    subprocess.run([CXX, "-x", "c++", "-", "-o", file, "-mcpu=arm920t", "-O2", "-static"], input=source, check=True, text=True)
    return list(ways_to_double(Program(file, CXXFILT)))


def expect(found, *names):
    assert len(found) == 1, found
    place = 0
    for name in names:
        place = next((i for i in range(place, len(found[0])) if name in found[0][i]), None)
        assert place is not None, f"expected {names}, in this order, in {found[0]}"


FOLDER.mkdir(parents=True, exist_ok=True)
STEP = "seqboard::detail::Instance<seqboard::PlantedNode>::step("
assert not ways(), ways()
assert not ways(start=DOUBLE), "start-up is no loop"
assert not ways(step="log_line(in)"), "an event is no cycle"
expect(ways(step=DOUBLE), STEP, "__")
expect(ways(deep=DOUBLE), STEP, "seqboard::deep()", "seqboard::deepest()", "__")
expect(ways(drive=DOUBLE), "seqboard::Motor::drive()", "__")
expect(ways(deep="out = in > 0.1 ? 1 : 2"), "seqboard::deepest()", "__")
expect(ways(deep="out = static_cast<float>(static_cast<long long>(in))"), "seqboard::deepest()", "__")
expect(ways(deep="std::printf(\"%d\", static_cast<int>(in))"), "seqboard::deepest()", "printf")
expect(ways(deep="out = static_cast<float>(std::exp(static_cast<double>(in)))"), "seqboard::deepest()", "__")
