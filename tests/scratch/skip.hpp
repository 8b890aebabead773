// Tests that a machine cannot run say why, and pass.
#pragma once

#include <catch2/catch.hpp>

#define SEQBOARD_SKIP_IF(condition, reason) \
    if (condition) {                        \
        WARN("skipped: " << (reason));      \
        return;                             \
    }
