// Keys in the bytes that a terminal sends.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/cli/key.hpp"

namespace seqboard::cli {

class KeyDecoder {
public:
    void add(std::string_view bytes) { waiting_ += bytes; }

    /// The next key; nothing if the bytes are used up, or are the beginning of a sequence of which more may come: an escape alone is a key
    /// only when nothing follows it at once. Sequences that are no key of Key are passed over.
    std::optional<Key> next(bool more_may_come);

    bool empty() const noexcept { return waiting_.empty(); }

private:
    std::optional<Key> sequence(bool more_may_come);

    std::string waiting_;
};

}  // namespace seqboard::cli
