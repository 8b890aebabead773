// What the server does about what clients say.
#include <algorithm>
#include <cmath>

#include "nodes/behaviour_names.hpp"
#include "nodes/telemetry/server.hpp"
#include "nodes/telemetry/server_messages.hpp"

namespace seqboard::telemetry {

namespace {

constexpr std::size_t kMostFeeds = 1024;
constexpr std::size_t kMostPublished = 16;
constexpr std::size_t kMostWatched = 1024;
constexpr std::string_view kNotYours = "another client has the control; take_control asks for it";

/// Topics on which a client drives: ours, and the one that Foxglove's teleoperation panel and ROS use, a geometry_msgs/Twist.
constexpr std::string_view kDriveTopic = "/remote_command";
constexpr std::string_view kTwistTopic = "/cmd_vel";

float number(const std::vector<std::pair<std::string, double>>& numbers, std::string_view name) {
    for (const auto& [known, value] : numbers)
        if (known == name) return static_cast<float>(value);
    return 0;
}

}  // namespace

void Server::receive_text(ClientNumber client, std::string_view text, Time now) { receive(client, parse_client_text(text), now); }

void Server::receive_bytes(ClientNumber client, std::span<const std::byte> bytes, Time now) {
    receive(client, parse_client_bytes(bytes), now);
}

void Server::receive(ClientNumber number, ClientMessage message, Time now) {
    Client* const client = find(number);
    if (client == nullptr || client->is_dropped) return;
    if (!client->spend(now)) client->is_dropped = true;
    else std::visit([&](const auto& said) { handle(*client, said, now); }, message);
    if (client->is_dropped) ++state_.dropped;
}

void Server::handle(Client& client, const Misunderstood& message, Time) { client.tell(status(StatusLevel::kError, message.why)); }

void Server::handle(Client& client, const Subscribe& message, Time now) {
    for (const Subscription& wanted : message.subscriptions) {
        const auto same = [&](const Feed& feed) { return feed.subscription == wanted.id || feed.channel == wanted.channel; };
        if (wanted.channel == kLogChannel) client.log_subscription = wanted.id;
        else if (channels_.find(wanted.channel) == nullptr)
            client.tell(status(StatusLevel::kWarning, "there is no channel " + std::to_string(wanted.channel)));
        else if (client.feeds.size() >= kMostFeeds || std::any_of(client.feeds.begin(), client.feeds.end(), same))
            client.tell(status(StatusLevel::kWarning, "channel " + std::to_string(wanted.channel) + " or the id is subscribed already"));
        else client.feeds.push_back({.subscription = wanted.id, .channel = wanted.channel, .due = now});
    }
}

void Server::handle(Client& client, const Unsubscribe& message, Time) {
    for (const std::uint32_t id : message.ids) {
        std::erase_if(client.feeds, [id](const Feed& feed) { return feed.subscription == id; });
        if (client.log_subscription == id) client.log_subscription.reset();
    }
}

void Server::handle(Client& client, const ClientAdvertise& message, Time) {
    for (const ClientChannel& channel : message.channels) {
        if (channel.topic != kDriveTopic && channel.topic != kTwistTopic)
            client.tell(status(StatusLevel::kError, "clients may publish /remote_command and /cmd_vel only"));
        else if (channel.encoding != "json") client.tell(status(StatusLevel::kError, "clients publish in json only"));
        else if (client.published.size() < kMostPublished) client.published[channel.id] = channel.topic;
    }
}

void Server::handle(Client& client, const ClientUnadvertise& message, Time) {
    for (const std::uint32_t id : message.ids) client.published.erase(id);
}

void Server::handle(Client& client, const ClientData& message, Time now) {
    const std::string refusal =
        client.published.contains(message.channel) ? drive(client, message.payload, now) : "this channel was not advertised";
    if (!refusal.empty()) client.tell(status(StatusLevel::kError, refusal));
}

void Server::handle(Client& client, const GetParameters& message, Time) {
    auto values = parameters_.all();
    const std::set<std::string> names(message.names.begin(), message.names.end());
    if (!names.empty()) std::erase_if(values, [&](const ParameterValue& value) { return !names.contains(value.name); });
    client.tell(parameter_values(values, message.id));
}

void Server::handle(Client& client, const SetParameters& message, Time) {
    std::string refusal = may_not(client);
    for (const auto& [name, value] : message.values) {
        if (refusal.empty() && !parameters_.set(name, value, {client.number, message.id})) refusal = "too many parameters at once";
    }
    if (!refusal.empty()) client.tell(status(StatusLevel::kError, refusal));
}

void Server::handle(Client& client, const WatchParameters& message, Time) {
    if (message.names.empty()) client.watches_all_parameters = message.wanted;
    if (message.names.empty() && !message.wanted) client.watched.clear();
    for (const std::string& name : message.names) {
        if (!message.wanted) client.watched.erase(name);
        else if (client.watched.size() < kMostWatched) client.watched.insert(name);
    }
}

void Server::handle(Client& client, const WatchGraph& message, Time) {
    client.watches_graph = message.wanted;
    if (message.wanted) client.tell(connection_graph(channels_));
}

void Server::handle(Client& client, const ServiceCall& message, Time now) {
    const std::string refusal =
        message.encoding == "json" ? serve(client, static_cast<Service>(message.service), message, now) : "services are called in json";
    client.tell(service_answer(message.service, message.call, refusal.empty(), refusal), true);
}

std::string Server::serve(Client& client, Service service, const ServiceCall& call, Time now) {
    if (service == Service::kAuthorize) {
        authorize(client, text_in(call.payload, "token").value_or(""));
        return client.may_command ? "" : "the token is another one";
    }
    if (!client.may_command) return may_not(client);
    switch (service) {
        case Service::kTakeControl:
            return control_.take(client.number, now) ? "" : "its holder has to hand it over; you are waiting for it";
        case Service::kHandOver: return control_.hand_over(client.number, now) ? "" : "you do not have it";
        case Service::kStop: control_.stop(now); return "";
        case Service::kResume: return control_.resume(client.number, now) ? "" : std::string{kNotYours};
        case Service::kBehave: return behave(client, call.payload, now);
        default: return "there is no such service";
    }
}

std::string Server::may_not(const Client& client) const {
    if (config_.token.empty()) return "this server takes no commands: its node has no token_file";
    if (!client.may_command) return "commands want the token";
    return control_.is_free_for(client.number) ? "" : std::string{kNotYours};
}

std::string Server::drive(Client& client, const std::string& payload, Time now) {
    if (std::string refusal = may_not(client); !refusal.empty()) return refusal;
    const auto numbers = numbers_in(payload);
    if (!numbers) return "expected a JSON object such as {\"speed_m_s\": 0.2, \"yaw_rate_rad_s\": 0}";
    const DriveCommand command{.speed_m_s = number(*numbers, "speed_m_s") + number(*numbers, "linear.x"),
                               .yaw_rate_rad_s = number(*numbers, "yaw_rate_rad_s") + number(*numbers, "angular.z")};
    const bool fits =
        std::abs(command.speed_m_s) <= config_.most_speed_m_s && std::abs(command.yaw_rate_rad_s) <= config_.most_yaw_rate_rad_s;
    if (!fits) return "the command is beyond most_speed_m_s or most_yaw_rate_rad_s of the node";
    return control_.drive(client.number, command, now) ? "" : "the robot was stopped beneath your hand: let go first";
}

std::string Server::behave(Client& client, const std::string& payload, Time now) {
    const std::string name = text_in(payload, "kind").value_or("");
    const auto* const known = std::find_if(kBehaviourNames.begin(), kBehaviourNames.end(),
                                           [&](const BehaviourName& behaviour) { return behaviour.name == name; });
    if (known == kBehaviourNames.end()) return "there is no such behaviour";
    const auto numbers = numbers_in(payload).value_or(std::vector<std::pair<std::string, double>>{});
    const BehaviourRequest wish{.x_m = number(numbers, "x_m"), .y_m = number(numbers, "y_m"), .count = ++wishes_, .kind = known->kind};
    return control_.ask(client.number, wish, now) ? "" : std::string{kNotYours};
}

}  // namespace seqboard::telemetry
