#include "core/cli/program.hpp"

#include <cstdio>

#include "core/cli/command_line.hpp"

namespace seqboard::cli {

namespace {

constexpr AddCommand kCommands[] = {add_check, add_up,  add_down,     add_restart, add_status, add_list, add_echo,      add_hz,
                                    add_top,   add_set, add_describe, add_graph,   add_doctor, add_new,  add_completion};

}  // namespace

int run_program(int argc, char** argv, const std::vector<AddCommand>& more) {
    CLI::App app{"seqboard: launch robot node sets and look into their blackboards"};
    app.require_subcommand(1);
    app.fallthrough();
    Session session;
    std::string backend;
    app.add_option("--board", session.place.board, "Board to work on (default: $SEQBOARD_BOARD, else robot)");
    app.add_option("--root", session.place.root, "Directory of the boards (default: $SEQBOARD_ROOT, else /dev/shm/seqboard)");
    app.add_option("--backend", backend, "Kind of memory: posix, file or sysv; +huge behind it for huge pages");
    app.parse_complete_callback([&] {
        session.backend_given = !backend.empty();
        if (session.backend_given) parse_backend(backend, session.place);
    });
    for (const AddCommand add : kCommands) add(app, session);
    for (const AddCommand add : more) add(app, session);
    try {
        app.parse(words_of(argc, argv));
        return static_cast<int>(session.exit);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);  // --help
        std::fprintf(stderr, "seqboard: %s\n", sentence(app, error).c_str());
        return static_cast<int>(ExitCode::kUsage);
    } catch (const StartError& error) {
        std::fprintf(stderr, "seqboard: %s\n", error.what());
        return static_cast<int>(error.code());
    }
}

}  // namespace seqboard::cli
