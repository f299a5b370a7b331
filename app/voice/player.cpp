#include "voice/player.h"

#include <SDL.h>
#include <SDL_mixer.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <numbers>

namespace candor::voice {
namespace {

constexpr int kRate = 44'100;
constexpr int kBuffer = 1'024;  // samples: 23 ms
constexpr int kVoice = 0;
constexpr int kTap = 1;

struct ChunkEnd {
  void operator()(Mix_Chunk* chunk) const { Mix_FreeChunk(chunk); }
};

struct StreamEnd {
  void operator()(SDL_AudioStream* stream) const { SDL_FreeAudioStream(stream); }
};

using Samples = std::vector<std::int16_t>;

/// In the device's rate; empty when memory is short.
Samples resampled(const Sound& sound) {
  if (sound.rate == kRate) return sound.samples;
  const std::unique_ptr<SDL_AudioStream, StreamEnd> stream(
      SDL_NewAudioStream(AUDIO_S16SYS, 1, sound.rate, AUDIO_S16SYS, 1, kRate));
  if (!stream) return {};
  const auto bytes = static_cast<int>(sound.samples.size() * sizeof(std::int16_t));
  if (SDL_AudioStreamPut(stream.get(), sound.samples.data(), bytes) != 0) return {};
  SDL_AudioStreamFlush(stream.get());
  Samples result(static_cast<std::size_t>(std::max(0, SDL_AudioStreamAvailable(stream.get()))) /
                 sizeof(std::int16_t));
  const int got = SDL_AudioStreamGet(stream.get(), result.data(),
                                     static_cast<int>(result.size() * sizeof(std::int16_t)));
  result.resize(static_cast<std::size_t>(std::max(0, got)) / sizeof(std::int16_t));
  return result;
}

/// A soft short tick.
Samples tap_samples() {
  constexpr double kSeconds = 0.03;
  constexpr double kHertz = 880;
  constexpr double kLoud = 2'000;
  Samples samples;
  const auto count = static_cast<int>(kSeconds * kRate);
  for (int i = 0; i < count; ++i) {
    const double fade = 1.0 - double(i) / count;
    samples.push_back(static_cast<std::int16_t>(
        kLoud * fade * fade * std::sin(2 * std::numbers::pi * kHertz * i / kRate)));
  }
  return samples;
}

class Player final : public Output {
 public:
  Player() : m_tap(tap_samples()) {}

  ~Player() override { shut(); }

  bool open() override {
    if (is_open()) return true;
    if (!m_started) {
      // The kiosk has its own signal handlers.
      SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
      SDL_SetMainReady();
      // What is wrong with a device is staff's business, in the kiosk's own words.
      SDL_LogSetOutputFunction([](void*, int, SDL_LogPriority, const char*) {}, nullptr);
      m_started = SDL_InitSubSystem(SDL_INIT_AUDIO) == 0;
      if (!m_started) return false;
    }
    // Where there is none, asking for one all the same would fill stderr with the library's woes.
    if (SDL_GetNumAudioDevices(0) <= 0) {
      shut();
      return false;
    }
    SDL_FlushEvents(SDL_AUDIODEVICEADDED, SDL_AUDIODEVICEREMOVED);
    m_open = Mix_OpenAudioDevice(kRate, AUDIO_S16SYS, 1, kBuffer, nullptr, 0) == 0;
    if (m_open) {
      Mix_AllocateChannels(2);
      Mix_Volume(kVoice, m_volume);
    } else {
      // A device that comes later is found by starting anew.
      SDL_QuitSubSystem(SDL_INIT_AUDIO);
      m_started = false;
    }
    return m_open;
  }

  void close() override {
    shut();
    m_voice.reset();
    m_samples = {};
  }

  bool is_open() override {
    if (m_open && was_removed()) shut();
    return m_open;
  }

  void play(const Sound& sound) override {
    stop();
    if (!m_open) return;
    m_samples = resampled(sound);
    m_rate = sound.rate;
    if (m_samples.empty()) return;
    m_heard = 0;
    m_voice = chunk_of(m_samples);
    if (!m_voice) return;
    Mix_RegisterEffect(kVoice, &Player::count, nullptr, &m_heard);
    Mix_PlayChannel(kVoice, m_voice.get(), 0);
  }

  void stop() override {
    if (m_open) Mix_HaltChannel(kVoice);
  }

  void hold() override {
    if (m_open) Mix_Pause(kVoice);
  }

  void go_on() override {
    if (m_open) Mix_Resume(kVoice);
  }

  [[nodiscard]] bool is_playing() const override { return m_open && Mix_Playing(kVoice) != 0; }

  [[nodiscard]] std::size_t played() const override {
    return static_cast<std::size_t>(m_heard.load() / 2) * static_cast<std::size_t>(m_rate) / kRate;
  }

  void set_gain(double decibels) override {
    m_volume = static_cast<int>(std::lround(MIX_MAX_VOLUME * std::pow(10.0, decibels / 20.0)));
    if (m_open) Mix_Volume(kVoice, m_volume);
  }

  void tap() override {
    if (!m_open) return;
    if (!m_tick) m_tick = chunk_of(m_tap);
    if (m_tick) Mix_PlayChannel(kTap, m_tick.get(), 0);
  }

  Result<Sound> decode(const std::string& recording) override {
    std::unique_ptr<Mix_Chunk, ChunkEnd> chunk;
    if (m_open) {
      chunk.reset(Mix_LoadWAV_RW(
          SDL_RWFromConstMem(recording.data(), static_cast<int>(recording.size())), 1));
    }
    if (!chunk) return fail(ErrorCode::bad_format, "this is no recording that can be played");
    Sound sound;
    sound.rate = kRate;
    sound.samples.resize(chunk->alen / sizeof(std::int16_t));
    std::copy_n(chunk->abuf, sound.samples.size() * sizeof(std::int16_t),
                reinterpret_cast<Uint8*>(sound.samples.data()));
    return sound;
  }

 private:
  /// Called on SDL's own thread.
  static void count(int /*channel*/, void* /*stream*/, int bytes, void* heard) {
    *static_cast<std::atomic<std::int64_t>*>(heard) += bytes;
  }

  static std::unique_ptr<Mix_Chunk, ChunkEnd> chunk_of(Samples& samples) {
    return std::unique_ptr<Mix_Chunk, ChunkEnd>(
        Mix_QuickLoad_RAW(reinterpret_cast<Uint8*>(samples.data()),
                          static_cast<Uint32>(samples.size() * sizeof(std::int16_t))));
  }

  [[nodiscard]] static bool was_removed() {
    SDL_PumpEvents();
    std::array<SDL_Event, 8> events{};
    bool removed = false;
    for (;;) {
      const int got = SDL_PeepEvents(events.data(), static_cast<int>(events.size()), SDL_GETEVENT,
                                     SDL_AUDIODEVICEADDED, SDL_AUDIODEVICEREMOVED);
      if (got <= 0) return removed;
      for (int i = 0; i < got; ++i) {
        // Without a device number: one of the machine's, not the one that is open here.
        const auto& event = events.at(static_cast<std::size_t>(i));
        removed = removed || (event.type == SDL_AUDIODEVICEREMOVED && event.adevice.which != 0 &&
                              event.adevice.iscapture == 0);
      }
    }
  }

  void shut() {
    if (m_open) {
      Mix_HaltChannel(-1);
      Mix_CloseAudio();
    }
    m_open = false;
    if (m_started) SDL_QuitSubSystem(SDL_INIT_AUDIO);
    m_started = false;
  }

  bool m_started = false;
  bool m_open = false;
  int m_volume = MIX_MAX_VOLUME;
  int m_rate = kRate;
  Samples m_tap;
  Samples m_samples;
  std::unique_ptr<Mix_Chunk, ChunkEnd> m_voice;
  std::unique_ptr<Mix_Chunk, ChunkEnd> m_tick;
  std::atomic<std::int64_t> m_heard{0};
};

}  // namespace

std::unique_ptr<Output> make_player() {
  return std::make_unique<Player>();
}

}  // namespace candor::voice
