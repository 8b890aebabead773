// `seqboard WORDS...` in this process while nothing can be written to stdout any more: the disk is full.
#pragma once

#include <fcntl.h>
#include <stdio_ext.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "core/cli/program.hpp"
#include "core/file_descriptor.hpp"
#include "tests/scratch/scratch_board.hpp"

namespace seqboard::testing {

/// Its exit code.
inline int command_on_full_disk(const ScratchBoard& board, std::vector<std::string> words) {
    const FileDescriptor full{::open("/dev/full", O_WRONLY | O_CLOEXEC)}, before{::dup(STDOUT_FILENO)};
    REQUIRE(full);
    words.insert(words.begin(), {"seqboard", "--root", board.root(), "--board", "test"});
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    std::fflush(nullptr);
    ::dup2(full.get(), STDOUT_FILENO);
    const int code = cli::run_program(static_cast<int>(arguments.size()), arguments.data());
    ::__fpurge(stdout);
    std::clearerr(stdout);
    ::dup2(before.get(), STDOUT_FILENO);
    return code;
}

}  // namespace seqboard::testing
