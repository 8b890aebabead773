#include "nodes/telemetry/server.hpp"

#include <algorithm>

#include "nodes/telemetry/access_list.hpp"
#include "nodes/telemetry/server_messages.hpp"

namespace seqboard::telemetry {

namespace {

constexpr Duration kLookInterval = std::chrono::seconds{1};
constexpr Duration kStatusInterval = std::chrono::seconds{1};
constexpr std::size_t kChannelsAtOnce = 8;  ///< in one Advertise: some kilobytes

/// What every node says of itself goes out no oftener than people read it: there are as many of them as of all other slots.
Duration interval_of(const Channel& channel, Duration interval) {
    return channel.place.name.ends_with(".status") ? std::max(interval, kStatusInterval) : interval;
}

}  // namespace

Server::Server(const std::shared_ptr<Blackboard>& board, ServerConfig config)
    : config_{std::move(config)}, channels_{board}, parameters_{board, channels_}, control_{config_.dead_man}, log_{config_.log_folder} {}

ClientNumber Server::join(std::string_view token, Time now) {
    if (clients_.size() >= config_.most_clients) {
        ++state_.refused;
        return kNobody;
    }
    Client& client = clients_[++last_number_];
    client.number = last_number_;
    client.allowance_at = now;
    const bool can_command = !config_.token.empty();
    client.tell(server_info(config_.name, config_.session, client.number, can_command));
    if (can_command) client.tell(advertise_services());
    if (!token.empty()) authorize(client, token);
    for (const auto& [id, channel] : channels_.all()) client.to_advertise.insert(id);
    client.tell(advertise_log(kLogChannel));
    return client.number;
}

void Server::leave(ClientNumber client, Time now) {
    if (clients_.erase(client) != 0) control_.leave(client, now);
}

Client* Server::find(ClientNumber client) {
    const auto found = clients_.find(client);
    return found == clients_.end() ? nullptr : &found->second;
}

bool Server::is_dropped(ClientNumber client) const {
    const auto found = clients_.find(client);
    return found == clients_.end() || found->second.is_dropped;
}

void Server::authorize(Client& client, std::string_view token) {
    client.may_command = !config_.token.empty() && same_secret(token, config_.token);
    if (client.may_command) return;
    ++state_.wrong_tokens;
    client.tell(status(StatusLevel::kError, "the token is another one: you can look, and not command"));
}

void Server::step(Time now, float rate_hz) {
    interval_ = whole_ns(1e9f / rate_hz);
    if (const auto answered = parameters_.step(now)) answer(*answered);
    if (!has_looked_ || now - looked_ >= kLookInterval) look_at_board(now);
}

void Server::answer(const Parameters::Answer& answer) {
    Client* const asker = find(answer.asker.client);
    if (asker == nullptr) return;
    if (!answer.refusal.empty()) asker->tell(status(StatusLevel::kError, answer.name + ": " + answer.refusal));
    if (!answer.asker.id) return;
    auto values = parameters_.all();
    std::erase_if(values, [&](const ParameterValue& value) { return value.name != answer.name; });
    asker->tell(parameter_values(values, answer.asker.id));
}

void Server::look_at_board(Time now) {
    looked_ = now;
    has_looked_ = true;
    const BoardChannels::Change change = channels_.look();
    for (auto& [number, client] : clients_) {
        client.to_advertise.insert(change.added.begin(), change.added.end());
        for (const std::uint32_t id : change.removed) {
            std::erase_if(client.feeds, [id](const Feed& feed) { return feed.channel == id; });
            if (client.to_advertise.erase(id) == 0) client.to_unadvertise.push_back(id);
        }
        if (client.watches_graph && (!change.added.empty() || !change.removed.empty())) client.tell(connection_graph(channels_));
    }
    look_at_parameters();
    const auto reads_log = [](const auto& client) { return client.second.log_subscription.has_value(); };
    if (std::any_of(clients_.begin(), clients_.end(), reads_log)) log_.look();
}

void Server::look_at_parameters() {
    for (const std::uint32_t id : parameters_.changed()) {
        const auto values = parameters_.values_of(id);
        for (auto& [number, client] : clients_) {
            auto wanted = values;
            if (!client.watches_all_parameters)
                std::erase_if(wanted, [&watched = client.watched](const ParameterValue& value) { return !watched.contains(value.name); });
            if (!wanted.empty()) client.tell(parameter_values(wanted, std::nullopt));
        }
    }
}

TelemetryState Server::state() const {
    TelemetryState state = state_;
    state.clients = static_cast<std::uint32_t>(clients_.size());
    state.holder = control_.holder();
    state.waiting = control_.waiting();
    return state;
}

bool Server::wants_to_send(ClientNumber number, Time now) {
    const Client* const client = find(number);
    if (client == nullptr) return false;
    if (!client->notes.empty() || !client->to_advertise.empty() || !client->to_unadvertise.empty() || now >= client->time_due) return true;
    if (client->log_subscription && log_.after(client->log_sent) != nullptr) return true;
    return std::any_of(client->feeds.begin(), client->feeds.end(), [&](const Feed& feed) { return due_channel(feed, now) != nullptr; });
}

std::optional<Server::Frame> Server::next_frame(ClientNumber number, Time now) {
    Client* const client = find(number);
    if (client == nullptr) return std::nullopt;
    std::optional<Frame> frame;
    if (!client->notes.empty()) {
        frame = keep(std::move(client->notes.front()));
        client->notes.pop_front();
        client->note_bytes -= frame->bytes.size();
    }
    if (!frame) frame = next_advert(*client);
    if (!frame && now >= client->time_due) {
        client->time_due = now + interval_;
        frame = keep({time_message(now), true});
    }
    if (!frame) frame = next_log_line(*client);
    if (!frame) frame = next_sample(*client, now);
    if (frame) state_.sent_bytes += static_cast<std::uint32_t>(frame->bytes.size());
    return frame;
}

std::optional<Server::Frame> Server::next_advert(Client& client) {
    if (!client.to_unadvertise.empty()) return keep({unadvertise(std::exchange(client.to_unadvertise, {})), false});
    if (client.to_advertise.empty()) return std::nullopt;
    std::vector<std::uint32_t> some;
    while (some.size() < kChannelsAtOnce && !client.to_advertise.empty())
        some.push_back(client.to_advertise.extract(client.to_advertise.begin()).value());
    return keep({advertise(channels_, some), false});
}

std::optional<Server::Frame> Server::next_log_line(Client& client) {
    const LogTail::Line* const line = client.log_subscription ? log_.after(client.log_sent) : nullptr;
    if (line == nullptr) return std::nullopt;
    client.log_sent = line->number;
    return keep({log_message(*client.log_subscription, line->time, line->json), true});
}

/// The channel of a feed that has something new, and whose time has come.
const Channel* Server::due_channel(const Feed& feed, Time now) const {
    if (now < feed.due) return nullptr;
    const Channel* const channel = channels_.find(feed.channel);
    if (channel == nullptr) return nullptr;
    const std::uint32_t head = channel->reader().head();
    return head != 0 && (head != feed.sent_head || channel->generation != feed.generation) ? channel : nullptr;
}

/// Feeds take turns, so that one that always has news does not hold up the others.
std::optional<Server::Frame> Server::next_sample(Client& client, Time now) {
    for (std::size_t looked = 0; looked < client.feeds.size(); ++looked) {
        Feed& feed = client.feeds[client.next_feed++ % client.feeds.size()];
        const Channel* const channel = due_channel(feed, now);
        if (channel == nullptr) continue;
        SampleHeader header;
        frame_.resize(kSampleHeadBytes + channel->place.message_bytes);
        if (channel->reader().latest(header, frame_.data() + kSampleHeadBytes, channel->place.message_bytes) != Copied::kWhole) continue;
        put_sample_head(frame_.data(), feed.subscription, header.stamp_ns);
        if (feed.sent_head != 0 && channel->generation == feed.generation) state_.skipped_samples += header.sequence - feed.sent_head - 1;
        feed.sent_head = header.sequence;
        feed.generation = channel->generation;
        feed.due = std::max(feed.due + interval_of(*channel, interval_), now);
        return Frame{.bytes = frame_, .is_binary = true};
    }
    return std::nullopt;
}

Server::Frame Server::keep(Note note) {
    note_ = std::move(note);
    return {.bytes = std::as_bytes(std::span{note_.bytes}), .is_binary = note_.is_binary};
}

}  // namespace seqboard::telemetry
