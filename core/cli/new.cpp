// seqboard new: the files of a new node, ready to build.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/cli/name_case.hpp"
#include "core/cli/node_template.hpp"
#include "core/cli/subcommands.hpp"

namespace seqboard::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
    std::string kind;
    std::string name;
    std::string folder = ".";
};

void write(const fs::path& path, const std::string& text, std::ios::openmode mode = std::ios::trunc) {
    std::ofstream file{path, std::ios::out | mode};
    file << text;
    file.close();
    if (!file) throw StartError{ExitCode::kNoSpace, path.string() + ": cannot be written"};
    std::printf("%s %s\n", (mode & std::ios::app) != 0 ? "extended" : "wrote   ", path.c_str());
}

void refuse_existing(const fs::path& folder, const std::vector<NewFile>& files, const std::string& stem) {
    for (const NewFile& file : files)
        if (fs::exists(folder / file.name))
            throw StartError{ExitCode::kUsage,
                             (folder / file.name).string() + " exists and is not overwritten; choose another name, or remove it first"};
    std::ifstream cmake{folder / "CMakeLists.txt"};
    std::stringstream text;
    text << cmake.rdbuf();
    if (text.str().find("seqboard_add_node(" + stem + "_node") != std::string::npos)
        throw StartError{ExitCode::kUsage,
                         (folder / "CMakeLists.txt").string() + " builds a " + stem + "_node already; choose another name"};
}

/// A project's name out of the folder's: CMake takes letters, digits and underscores.
std::string project_name(const fs::path& folder) {
    std::string name = fs::weakly_canonical(folder).filename().string();
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
    return name.empty() || std::isdigit(static_cast<unsigned char>(name.front())) != 0 ? "robot_" + name : name;
}

bool has_node_set(const fs::path& folder) {
    return std::any_of(fs::directory_iterator{folder}, fs::directory_iterator{},
                       [](const fs::directory_entry& entry) { return entry.path().extension() == ".yaml"; });
}

void run(const Options& options) {
    const std::string stem = snake_stem(options.name);
    if (stem.empty())
        throw StartError{
            ExitCode::kUsage,
            "'" + options.name + "' cannot be a node's name; use lower case, digits and single underscores, such as line_follower"};
    const fs::path folder = options.folder;
    const std::vector<NewFile> files = node_files(stem);
    refuse_existing(folder, files, stem);
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw StartError{ExitCode::kNoSpace, folder.string() + ": " + error.message()};
    const bool own_project = !fs::exists(folder / "CMakeLists.txt");
    const bool own_set = !has_node_set(folder);
    for (const NewFile& file : files) write(folder / file.name, file.text);
    if (own_project) write(folder / "CMakeLists.txt", cmake_project(project_name(folder)) + cmake_lines(stem));
    else write(folder / "CMakeLists.txt", cmake_lines(stem), std::ios::app);
    if (own_set) write(folder / "node_set.yaml", node_set(stem));
    else std::printf("add to the `nodes:` of your node set:\n%s", node_set_entry(stem).c_str());
    std::printf("next: cmake -S %s -B %s/build && cmake --build %s/build && ctest --test-dir %s/build\n", folder.c_str(), folder.c_str(),
                folder.c_str(), folder.c_str());
}

}  // namespace

void add_new(Command program, Session&) {
    const auto options = std::make_shared<Options>();
    const Command command = program.add("new", "Write a new node: class, main, test, CMake lines, node set entry");
    command.option("kind", options->kind, "node").required().one_of({"node"});
    command.option("name", options->name, "In snake case, such as line_follower; _node is added").required();
    command.option("--dir", options->folder, "Where to write; made if it is not there").show_default();
    command.footer(
        "Nothing is overwritten. A folder without CMakeLists.txt becomes a project of its own that finds the installed seqboard.\n"
        "Examples:\n  seqboard new node line_follower --dir my_robot\n  cmake -S my_robot -B my_robot/build "
        "-DCMAKE_PREFIX_PATH=/opt/seqboard");
    command.on_run([options] { run(*options); });
}

}  // namespace seqboard::cli
