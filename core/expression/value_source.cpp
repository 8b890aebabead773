#include "core/expression/value_source.hpp"

namespace seqboard {

NamedValue ValueSource::call(std::string_view function, const std::vector<std::string>&) {
    throw UnknownName{"there is no function '" + std::string{function} + "'; known: abs, min, max, hypot"};
}

}  // namespace seqboard
