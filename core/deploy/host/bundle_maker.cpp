#include "core/deploy/host/bundle_maker.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "core/deploy/durable.hpp"
#include "core/deploy/elf_program.hpp"
#include "core/deploy/host/stripped.hpp"
#include "core/deploy/json.hpp"
#include "core/deploy/machine.hpp"
#include "core/deploy/sha256.hpp"
#include "core/launch/checked_set.hpp"
#include "core/launch/describe_runner.hpp"

namespace seqboard::deploy {

namespace {

namespace fs = std::filesystem;

constexpr Duration kDescribeLimit = std::chrono::seconds{20};
constexpr const char* kOldestKernel = "2.6.32";  // what seqboard itself needs
constexpr const char* kConfigFolder = "config";

/// The folder that holds all of these files.
fs::path common_folder(const std::vector<std::string>& files) {
    fs::path common = fs::path{files.front()}.parent_path();
    for (const std::string& file : files)
        while (fs::path{file}.lexically_relative(common).empty() || *fs::path{file}.lexically_relative(common).begin() == "..")
            common = common.parent_path();
    return common;
}

bool is_executable(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && (status.st_mode & S_IXUSR) != 0;
}

class BundleMaker {
public:
    explicit BundleMaker(BundleRequest request) : request_{std::move(request)} {
        request_.set.file = fs::absolute(request_.set.file).lexically_normal();  // so that ${config} is absolute as well
        request_.programs = fs::absolute(request_.programs).lexically_normal();
    }

    Bundle make() {
        CheckedSet checked = check_file(request_.set, request_.programs);
        checked.findings.throw_errors();
        set_ = std::move(checked.set);
        manifest_.min_kernel = kOldestKernel;
        add_programs();
        add_files();
        describe_types();
        name_devices();
        manifest_.version = SEQBOARD_VERSION;
        manifest_.profiles = request_.set.profiles;
        manifest_.sets = request_.set.sets;
        manifest_.board = set_.place.board;
        manifest_.backend = backend_text(set_.place);
        manifest_.target = target_ ? target_->text() : "any";
        std::sort(manifest_.files.begin(), manifest_.files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
        bundle_.manifest_text = manifest_.text();
        return std::move(bundle_);
    }

private:
    void add_programs() {
        std::set<std::string> names = {"seqboard"};
        for (const NodeEntry& node : set_.nodes)
            if (node.exec.value.empty()) names.insert(fs::path{program_of(node, request_.programs).front()}.filename());
        for (const std::string& name : names) add_program(name);
        // The board's programs lie in a folder below the agent's.
        const std::string beside = request_.programs + "/" + kAgentName;
        add(fs::exists(beside) ? beside : request_.programs + "/../" + kAgentName, std::string{kProgramFolder} + "/" + kAgentName);
    }

    void add_program(const std::string& name) {
        const std::string path = request_.programs + "/" + name;
        const std::string inside = std::string{kProgramFolder} + "/" + name;
        if (manifest_.find(inside) != nullptr) return;
        if (!fs::is_symlink(path)) return add(path, inside);
        const fs::path leads_to = fs::read_symlink(path);
        if (leads_to.has_parent_path()) return add(path, inside);
        ManifestFile link;
        link.path = inside;
        link.link = leads_to;
        manifest_.files.push_back(link);
        add_program(leads_to);
    }

    void add_files() {
        std::vector<std::string> files = set_.files;
        for (const NodeEntry& node : set_.nodes) {
            if (!node.exec.value.empty() && !node.is_machines_own) files.push_back(node.exec.value);
            for (const NamedText& param : node.params)
                if (fs::path{param.text}.is_absolute() && fs::is_regular_file(param.text))
                    files.push_back(fs::path{param.text}.lexically_normal());
        }
        for (const std::string& asset : request_.assets) files.push_back(fs::absolute(asset).lexically_normal());
        const fs::path folder = common_folder(files);
        if (folder == folder.root_path())
            throw StartError{ExitCode::kConfig, set_.file + ": the files it names lie all over this machine; put them below one folder"};
        for (const std::string& file : files) add(file, kConfigFolder / fs::path{file}.lexically_relative(folder));
        manifest_.node_set = kConfigFolder / fs::path{set_.file}.lexically_relative(folder);
    }

    void add(const std::string& path, const std::string& inside) {
        if (manifest_.find(inside) != nullptr) return;
        if (!fs::is_regular_file(path))
            throw StartError{ExitCode::kNoInput, "no file " + path + "; build it for the target, or see --programs"};
        bundle_.sources[path] = stamp_of(path);  // before: what changes meanwhile has changed since
        std::string bytes = text_of_file(path);
        if (const auto program = read_elf_program(bytes, path)) {
            require_same_machine(*program, path);
            if (request_.strip) bytes = stripped(path);
        }
        ManifestFile file;
        file.path = inside;
        file.sha256 = sha256_of(bytes);
        file.bytes = bytes.size();
        file.executable = is_executable(path);
        manifest_.files.push_back(file);
        bundle_.contents[inside] = std::move(bytes);
    }

    void require_same_machine(const ElfProgram& program, const std::string& path) {
        if (target_ && program.machine != target_->machine)
            throw StartError{ExitCode::kConfig, path + " is for " + program.text() + ", other programs of the set are for " +
                                                    target_->text() + "; build all for one target"};
        if (!target_) target_ = program;
        target_->level = std::max(target_->level, program.level);
        target_->needs_vfp = target_->needs_vfp || program.needs_vfp;
        if (kernel_is_older(manifest_.min_kernel, program.min_kernel)) manifest_.min_kernel = program.min_kernel;
    }

    void describe_types() {
        std::vector<std::vector<std::string>> command_lines;
        std::vector<std::string> kinds;
        for (const NodeEntry& node : set_.nodes) {
            if (std::find(kinds.begin(), kinds.end(), node.kind()) != kinds.end()) continue;
            kinds.push_back(node.kind());
            command_lines.push_back(program_of(node, request_.programs));
            command_lines.back().emplace_back("--describe");
        }
        const auto outputs = run_programs(command_lines, kDescribeLimit);
        std::set<std::string> messages;
        for (std::size_t i = 0; i < outputs.size(); ++i) {
            const Json type = parse_json(outputs[i].out);
            for (const char* ports : {"inputs", "outputs"})
                for (const Json& port : type.at(ports))
                    messages.insert(port.at("message").get<std::string>() + " " + port.at("fingerprint").get<std::string>());
            manifest_.descriptions[fs::path{kinds[i]}.filename()] = type.dump();
        }
        std::string layout;
        for (const std::string& message : messages) layout += message + "\n";
        manifest_.layout = sha256_of(layout);
    }

    /// What parameters name below /dev, those left at their defaults included.
    void name_devices() {
        std::set<std::string> devices;
        for (const NodeEntry& node : set_.nodes) {
            const Json type = parse_json(manifest_.descriptions.at(fs::path{node.kind()}.filename()));
            for (const Json& param : type.at("params")) {
                std::string value = param.value("default", "");
                for (const NamedText& given : node.params)
                    if (given.name == param.at("name")) value = given.text;
                if (value.starts_with("/dev/") && !value.starts_with("/dev/shm/") && param.at("type") == "string") devices.insert(value);
            }
        }
        manifest_.devices.assign(devices.begin(), devices.end());
    }

    BundleRequest request_;
    NodeSet set_;
    Bundle bundle_;
    Manifest manifest_;
    std::optional<ElfProgram> target_;  ///< what all programs together need
};

}  // namespace

Bundle make_bundle(const BundleRequest& request) { return BundleMaker{request}.make(); }

}  // namespace seqboard::deploy
