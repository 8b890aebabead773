// Where an axis has its marks, and what stands there.
#pragma once

#include <string>
#include <vector>

namespace seqboard::picture {

struct ValueSpan {
    float low = 0;
    float high = 1;
};

/// At least `least` wide and with room above and below; its ends are finite and differ.
ValueSpan widened(ValueSpan span, float least);

/// A round step that divides a span into about `parts`.
float round_step(float span, int parts);

struct Tick {
    float value = 0;
    std::string label;
};

/// The multiples of the round step that lie in the span, both ends included; never more than some twice `parts`.
std::vector<Tick> ticks_of(ValueSpan span, int parts);

}  // namespace seqboard::picture
