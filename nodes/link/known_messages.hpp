// The messages of core/messages by name, for slots that a link carries and no node of its set reads.
#pragma once

#include <string>

#include "core/segment/slot_spec.hpp"

namespace seqboard::link {

/// Throws StartError for a name that is none.
SlotSpec known_message(const std::string& name);

}  // namespace seqboard::link
