#include "commands/keys.h"

#include <fmt/core.h>

#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "base/file.h"
#include "keys/keys.h"
#include "keys/make.h"

namespace candor::commands {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestFile = 64U * 1024;
constexpr const char* kPassphraseHelp =
    "File with the passphrase, readable by its owner only, at least 12 characters";

std::int64_t now_utc_s() {
  return SystemClock().now().utc_ms / 1000;
}

Exit usage(const std::string& what) {
  fmt::print(stderr, "candor: {}; see candor --help\n", what);
  return Exit::wrong_usage;
}

void print_files(const keys::Files& files) {
  for (const fs::path& file : files) fmt::print("wrote {}\n", file.string());
}

/// The fingerprint in groups, to be compared by eye or read aloud.
std::string spaced(const std::string& hex) {
  std::string text;
  for (std::size_t i = 0; i < hex.size(); i += 4) {
    if (i > 0) text += ' ';
    text += hex.substr(i, 4);
  }
  return text;
}

std::string day(std::int64_t utc_s) {
  return iso_utc(Moment{utc_s * 1000, 0, 0, "UTC"}).substr(0, 10);
}

Result<keys::Office> office(const std::string& ca_folder, const std::string& passphrase_file) {
  const auto passphrase = keys::read_passphrase(passphrase_file);
  if (!passphrase) return fail(passphrase);
  return keys::open_office(ca_folder, passphrase->view());
}

std::optional<std::string> role_problem(const std::string& text,
                                        std::initializer_list<keys::Role> allowed) {
  const auto role = keys::parse_role(text);
  std::string list;
  for (const keys::Role one : allowed) {
    if (role == one) return std::nullopt;
    if (!list.empty()) list += ", ";
    list += keys::role_name(one);
  }
  return "--role " + text + ": is not a role that can be used here; write one of " + list;
}

void print_shown(const keys::Shown& shown) {
  const std::string role(shown.role ? keys::role_name(*shown.role) : "unknown");
  if (!shown.certificate) {
    fmt::print("{}\n  {}{}\n", shown.file.string(), role,
               shown.file.extension() == ".csr" ? ", waits for its certificate" : "");
    return;
  }
  const crypto::Certificate& certificate = *shown.certificate;
  fmt::print("{}\n  {}: {}, {}\n", shown.file.string(), role, certificate.common_name(),
             certificate.organization());
  fmt::print("  valid {} to {}{}{}\n", day(certificate.validity().from_utc_s),
             day(certificate.validity().until_utc_s), shown.in_use ? ", in use" : "",
             shown.has_key ? ", with its private key" : "");
  if (keys::is_demonstration(certificate)) fmt::print("  {}\n", keys::kDemonstrationUnit);
  fmt::print("  SHA-256 {}\n", spaced(certificate.fingerprint()));
}

}  // namespace

KeysCommand::KeysCommand(CLI::App& app) {
  m_keys = app.add_subcommand("keys", "Make, renew and look at keys");
  m_keys->require_subcommand(1);

  m_init = m_keys->add_subcommand("init", "Make a clinic's keys and those of its first kiosk");
  m_init->add_option("--data", m_data, "The kiosk's own folder")->type_name("DIR")->required();
  m_init->add_option("--clinic", m_clinic, "The clinic's name, as it stands in certificates")
      ->type_name("NAME")
      ->required();
  m_init
      ->add_option("--out", m_out, "Folder for the clinic's private keys; never kept on the kiosk")
      ->type_name("DIR")
      ->required();
  m_init->add_option("--passphrase-file", m_passphrase_file, kPassphraseHelp)
      ->type_name("FILE")
      ->required();
  m_init->add_option("--name", m_name, "The kiosk's name (default: Kiosk A)")->type_name("NAME");
  m_init->add_flag("--demonstration", m_demonstration,
                   "Mark every certificate: nothing sealed with these keys is a consent");

  m_enroll = m_keys->add_subcommand(
      "enroll", "One more kiosk, clinician or archive: a key, a request, a certificate");
  m_enroll->add_option("--role", m_role, "kiosk, clinician or archive")->type_name("ROLE");
  m_enroll->add_option("--name", m_name, "Whose key: \"Kiosk B\", \"Ana Lopez\"")
      ->type_name("NAME");
  m_enroll->add_option("--data", m_data, "Of a kiosk: its own folder")->type_name("DIR");
  m_enroll->add_option("--out", m_out, "Of others: the folder for the key")->type_name("DIR");
  m_enroll
      ->add_option("--own-passphrase-file", m_own_passphrase_file,
                   "Of others: file with the passphrase of the new key")
      ->type_name("FILE");
  m_enroll
      ->add_option("--ca", m_ca,
                   "The clinic's folder, where it is at hand; else only a request is made")
      ->type_name("DIR");
  m_enroll->add_option("--passphrase-file", m_passphrase_file, "The clinic's passphrase file")
      ->type_name("FILE");
  m_enroll
      ->add_option("--request", m_request, "In the office: answer this request, into FILE.answer")
      ->type_name("FILE");
  m_enroll
      ->add_option("--certificate", m_certificate,
                   "Install this answer, or a newer certificate of the clinic")
      ->type_name("FILE");

  m_rotate = m_keys->add_subcommand("rotate", "Make a newer key beside the old one, which stays");
  m_rotate->add_option("--role", m_role, "kiosk, record, recovery or archive")
      ->type_name("ROLE")
      ->required();
  m_rotate->add_option("--data", m_data, "The kiosk's own folder")->type_name("DIR");
  m_rotate->add_option("--ca", m_ca, "The clinic's folder")->type_name("DIR");
  m_rotate->add_option("--passphrase-file", m_passphrase_file, "The clinic's passphrase file")
      ->type_name("FILE");

  m_show = m_keys->add_subcommand("show", "Say whose keys these are, and what is wrong with them");
  m_show->add_option("DIR", m_folder, "A kiosk's data folder or the clinic's folder")->required();
}

Exit KeysCommand::run() const {
  if (m_init->parsed()) return init();
  if (m_enroll->parsed()) return enroll();
  if (m_rotate->parsed()) return rotate();
  return show();
}

Exit KeysCommand::init() const {
  const auto passphrase = keys::read_passphrase(m_passphrase_file);
  if (!passphrase) return could_not(passphrase.error());
  keys::InitOptions options;
  options.data_folder = m_data;
  options.clinic_folder = m_out;
  options.clinic = m_clinic;
  if (!m_name.empty()) options.kiosk = m_name;
  options.passphrase = passphrase->view();
  options.use = m_demonstration ? keys::Use::demonstration : keys::Use::real;
  options.now_utc_s = now_utc_s();
  const auto files = keys::init(options);
  if (!files) return could_not(files.error());
  print_files(*files);
  if (m_demonstration) {
    fmt::print("{}.\n", keys::kDemonstrationUnit);
  } else {
    fmt::print(
        "Keep {} in two safe places away from the kiosk, recovery.key apart from the rest: "
        "without record.key or recovery.key and the passphrase nobody can ever open a "
        "record.\n",
        options.clinic_folder.string());
  }
  return Exit::done;
}

Exit KeysCommand::enroll() const {
  if (!m_request.empty() && !m_certificate.empty()) {
    return usage("--request and --certificate are two steps; give one of them");
  }
  if (!m_certificate.empty()) return install_certificate();
  if (m_role.empty()) return usage("--role is missing; write kiosk, clinician or archive");
  if (const auto problem =
          role_problem(m_role, {keys::Role::kiosk, keys::Role::clinician, keys::Role::archive})) {
    return usage(*problem);
  }
  return m_request.empty() ? make_request() : answer_request();
}

Exit KeysCommand::answer_request() const {
  if (m_ca.empty() || m_passphrase_file.empty()) {
    return usage("--request needs --ca DIR and --passphrase-file FILE");
  }
  const auto request = read_file(m_request, kLargestFile);
  if (!request) return could_not(request.error());
  const auto asked = crypto::read_request(*request, m_request);
  if (!asked) return could_not(asked.error());
  const std::string name = m_name.empty() ? asked->subject.common_name : m_name;
  const auto opened = office(m_ca, m_passphrase_file);
  if (!opened) return could_not(opened.error());
  const auto answer = keys::answer(*opened, *keys::parse_role(m_role), *request, name, now_utc_s());
  if (!answer) return could_not(answer.error());
  const fs::path file = m_request + ".answer";
  if (const auto written = write_new_file(file, *answer); !written) {
    return could_not(written.error());
  }
  print_files({file});
  fmt::print(
      "{} is now {} of {}. Take that file back and install it with: candor keys enroll "
      "--certificate FILE\nThere, candor keys show must print this for ca.crt: {}\n",
      name, m_role, opened->authority.certificate.organization(),
      spaced(opened->authority.certificate.fingerprint()));
  return Exit::done;
}

Exit KeysCommand::install_certificate() const {
  if (m_data.empty() == m_out.empty()) {
    return usage("--certificate needs --data DIR (a kiosk) or --out DIR (the folder of the key)");
  }
  const auto answer = read_file(m_certificate, kLargestFile);
  if (!answer) return could_not(answer.error());
  const fs::path folder = m_data.empty() ? fs::path(m_out) : keys::kiosk_keys_folder(m_data);
  const auto files = keys::install(folder, *answer, m_certificate, now_utc_s());
  if (!files) return could_not(files.error());
  print_files(*files);
  return Exit::done;
}

Exit KeysCommand::make_request() const {
  const keys::Role role = *keys::parse_role(m_role);
  const bool is_kiosk = role == keys::Role::kiosk;
  if (m_name.empty()) return usage("--name is missing; give a name such as \"Kiosk B\"");
  if (is_kiosk && (m_data.empty() || !m_out.empty() || !m_own_passphrase_file.empty())) {
    return usage("--role kiosk takes --data DIR, and a kiosk's key has no passphrase");
  }
  if (!is_kiosk && (m_out.empty() || !m_data.empty() || m_own_passphrase_file.empty())) {
    return usage("--role " + m_role + " needs --out DIR and --own-passphrase-file FILE");
  }
  if (m_ca.empty() != m_passphrase_file.empty()) {
    return usage("--ca DIR and --passphrase-file FILE belong together");
  }
  keys::RequestOptions wanted;
  wanted.role = role;
  wanted.folder = is_kiosk ? keys::kiosk_keys_folder(m_data) : fs::path(m_out);
  wanted.name = m_name;
  std::optional<crypto::Secret> own;
  if (!is_kiosk) {
    auto passphrase = keys::read_passphrase(m_own_passphrase_file);
    if (!passphrase) return could_not(passphrase.error());
    own.emplace(std::move(*passphrase));
    wanted.passphrase = own->view();
  }
  // The office is opened first: a wrong passphrase must not leave a key behind.
  std::optional<keys::Office> opened;
  if (!m_ca.empty()) {
    auto at_hand = office(m_ca, m_passphrase_file);
    if (!at_hand) return could_not(at_hand.error());
    opened.emplace(std::move(*at_hand));
  }
  if (!opened) {
    const auto asked = keys::request(wanted);
    if (!asked) return could_not(asked.error());
    print_files({asked->key_file, asked->request_file});
    fmt::print(
        "Take {} to the office: candor keys enroll --role {} --request FILE --ca DIR "
        "--passphrase-file FILE\n",
        asked->request_file.filename().string(), m_role);
    return Exit::done;
  }
  const auto files = keys::make_at_once(*opened, wanted, now_utc_s());
  if (!files) return could_not(files.error());
  print_files(*files);
  return Exit::done;
}

Exit KeysCommand::rotate() const {
  if (const auto problem = role_problem(m_role, {keys::Role::kiosk, keys::Role::record,
                                                 keys::Role::recovery, keys::Role::archive})) {
    return usage(*problem);
  }
  if (m_ca.empty() != m_passphrase_file.empty()) {
    return usage("--ca DIR and --passphrase-file FILE belong together");
  }
  const keys::Role role = *keys::parse_role(m_role);
  if (role == keys::Role::kiosk) {
    if (m_data.empty()) return usage("--role kiosk needs --data DIR");
    const auto old = keys::load_certificate(keys::kiosk_keys_folder(m_data) / "kiosk.crt");
    if (!old) return could_not(old.error());
    std::optional<keys::Office> opened;
    if (!m_ca.empty()) {
      auto at_hand = office(m_ca, m_passphrase_file);
      if (!at_hand) return could_not(at_hand.error());
      opened.emplace(std::move(*at_hand));
    }
    keys::RequestOptions wanted;
    wanted.role = role;
    wanted.folder = keys::kiosk_keys_folder(m_data);
    wanted.name = old->common_name();
    wanted.order = keys::Order::next;
    if (!opened) {
      const auto asked = keys::request(wanted);
      if (!asked) return could_not(asked.error());
      print_files({asked->key_file, asked->request_file});
      fmt::print(
          "The older key stays in use. Take {} to the office: candor keys enroll --role "
          "kiosk --request FILE --ca DIR --passphrase-file FILE\n",
          asked->request_file.filename().string());
      return Exit::done;
    }
    const auto files = keys::make_at_once(*opened, wanted, now_utc_s());
    if (!files) return could_not(files.error());
    print_files(*files);
    fmt::print("The kiosk uses the newer key when it starts again.\n");
    return Exit::done;
  }
  if (m_ca.empty()) return usage("--role " + m_role + " needs --ca DIR and --passphrase-file FILE");
  const auto passphrase = keys::read_passphrase(m_passphrase_file);
  if (!passphrase) return could_not(passphrase.error());
  const auto opened = keys::open_office(m_ca, passphrase->view());
  if (!opened) return could_not(opened.error());
  const auto files = keys::rotate_clinic_key(*opened, role, passphrase->view(), now_utc_s());
  if (!files) return could_not(files.error());
  print_files(*files);
  const fs::path certificate = fs::path(files->front()).replace_extension(".crt");
  if (m_data.empty()) {
    fmt::print(
        "Until each kiosk has it, it goes on as before. There: candor keys enroll --data "
        "DIR --certificate {}\n",
        certificate.string());
    return Exit::done;
  }
  const auto pem = read_file(certificate, kLargestFile);
  if (!pem) return could_not(pem.error());
  const auto installed =
      keys::install(keys::kiosk_keys_folder(m_data), *pem, certificate.string(), now_utc_s());
  if (!installed) return could_not(installed.error());
  print_files(*installed);
  fmt::print("The kiosk uses it when it starts again.\n");
  return Exit::done;
}

Exit KeysCommand::show() const {
  const auto all = keys::show(m_folder, now_utc_s());
  if (!all) return could_not(all.error());
  Exit exit = Exit::done;
  for (const keys::Shown& shown : *all) {
    print_shown(shown);
    for (const std::string& problem : shown.problems) {
      fmt::print(stderr, "{}: {}\n", shown.file.string(), problem);
      exit = Exit::found;
    }
  }
  return exit;
}

}  // namespace candor::commands
