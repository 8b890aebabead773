// seqboard record trigger.
#pragma once

#include "core/cli/subcommands.hpp"

namespace seqboard::cli {

/// Beneath `record`.
void add_record_trigger(Command record, Session& session);

}  // namespace seqboard::cli
