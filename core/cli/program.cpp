#include "core/cli/program.hpp"

#include <cstdio>

#include "core/cli/command_line.hpp"

namespace seqboard::cli {

namespace {

constexpr AddCommand kCommands[] = {add_check, add_explain,   add_up,     add_down,   add_restart, add_reload, add_wait,
                                    add_logs,  add_safe_stop, add_resume, add_status, add_list,    add_echo,   add_hz,
                                    add_top,   add_plot,      add_scope,  add_set,    add_write,   add_record, add_replay,
                                    add_info,  add_describe,  add_dev,    add_graph,  add_doctor,  add_new,    add_completion};

}  // namespace

int run_program(int argc, char** argv, const std::vector<AddCommand>& more, EnableLineDriver lines) {
    CommandLine line{"seqboard: launch robot node sets and look into their blackboards"};
    const Command program = line.program();
    Session session;
    session.lines = std::move(lines);
    std::string backend;
    program.option("--board", session.place.board, "Board to work on (default: $SEQBOARD_BOARD, else robot)");
    program.option("--root", session.place.root, "Directory of the boards (default: $SEQBOARD_ROOT, else /dev/shm/seqboard)");
    program.option("--backend", backend, "Kind of memory: posix, file or sysv; +huge behind it for huge pages");
    program.on_parsed([&] {
        session.backend_given = !backend.empty();
        if (session.backend_given) parse_backend(backend, session.place);
    });
    for (const AddCommand add : kCommands) add(program, session);
    for (const AddCommand add : more) add(program, session);
    try {
        return static_cast<int>(line.run(argc, argv) ? session.exit : ExitCode::kUsage);
    } catch (const StartError& error) {
        std::fprintf(stderr, "seqboard: %s\n", error.what());
        return static_cast<int>(error.code());
    }
}

}  // namespace seqboard::cli
