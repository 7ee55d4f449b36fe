#!/usr/bin/env python3
"""A report through a real onion service: a Tor network of its own on this machine, the shipped torrc, a demonstration of
Sottovoce behind a unix socket, and `sotto` over SOCKS. Run with the folder of both binaries: tests/tor/onion.py target/debug

Needs tor and tor-gencert (Debian: tor). Every listener is a unix socket or on 127.0.0.1, and no relay lets anything out, so
nothing leaves the machine. Ends with 0 if the report was filed and read again; everything it started is ended."""

import json, os, pathlib, re, shutil, signal, socket, subprocess, sys, tempfile, time, urllib.request

TOR = shutil.which("tor") or "/usr/sbin/tor"
ROOT = pathlib.Path(__file__).resolve().parents[2]
RELAYS = 7  # fewer, and circuits to the service run out of different hops
PATIENCE = 90
TEXT = "The spare keys hang behind the door."


def until(what, ready, patience=PATIENCE):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        found = ready()
        if found:
            print(f"{time.monotonic() - BEGUN:6.1f} s  {what}", flush=True)
            return found
        time.sleep(0.1)
    raise TooLate(f"not within {patience} s: {what}")


class TooLate(SystemExit):
    """Something did not come in time."""


def control(place, *commands):
    """Says something to a tor's control socket; gives back all it answers."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(10)
        line.connect(str(place / "control"))
        line.sendall("".join(f"{command}\r\n" for command in ("AUTHENTICATE", *commands, "QUIT")).encode())
        said = b""
        while piece := line.recv(65536):
            said += piece
    refused = [row for row in said.decode().splitlines() if re.match(r"[45]\d\d ", row)]
    if refused:
        raise SystemExit(f"{place.name}: {commands}: {refused}")
    return said.decode()


class Network:
    def __init__(self, folder):
        self.folder, self.running, self.authority = folder, [], []
        folder.mkdir()
        (folder / "nothing").touch()

    def place(self, name):
        (self.folder / name / "data" / "keys").mkdir(parents=True, mode=0o700, exist_ok=True)
        for part in ("", "data", "data/keys"):
            (self.folder / name / part).chmod(0o700)
        return self.folder / name

    def common(self, name):
        place = self.place(name)
        return [
            "TestingTorNetwork 1", f"DataDirectory {place}/data", f"ControlSocket {place}/control", "CookieAuthentication 0",
            f"Log notice file {place}/log", "ShutdownWaitLength 0", f"__OwningControllerProcess {os.getpid()}",
            "AddressDisableIPv6 1", "ClientUseIPv6 0", "LearnCircuitBuildTimeout 0", "CircuitBuildTimeout 10",
            "PathsNeededToBuildCircuits 0.67", *self.authority,
        ]

    def relay(self, name, port):
        return [
            *self.common(name), f"Nickname {name}", f"ORPort 127.0.0.1:{port} IPv4Only", "Address 127.0.0.1", "SocksPort 0",
            "AssumeReachable 1", "ExitRelay 0", "ExitPolicy reject *:*", "NumCPUs 1", "ContactInfo nobody",
            # everybody here has one address, which limits for each address would take for a flood
            "DoSCircuitCreationEnabled 0", "DoSConnectionEnabled 0", "DoSStreamCreationEnabled 0", "__DisablePredictedCircuits 1",
        ]

    def start(self, name, lines):
        place = self.place(name)
        (place / "torrc").write_text("\n".join(lines) + "\n")
        said = open(place / "said", "wb")
        command = [TOR, "-f", place / "torrc", "--defaults-torrc", self.folder / "nothing", "--quiet"]
        self.running.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said))

    def identity(self, name, port):
        """Draws a relay's keys before its start, since the authority's line and its votes name them."""
        command = [TOR, "--list-fingerprint", "--quiet", "--defaults-torrc", self.folder / "nothing", "-f", self.folder / "nothing",
                   "--DataDirectory", self.place(name) / "data", "--ORPort", f"127.0.0.1:{port}", "--Nickname", name, "--SocksPort", "0",
                   "--Address", "127.0.0.1", "--AssumeReachable", "1", "--ExitRelay", "0", "--ContactInfo", "nobody"]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return said.split(name, 1)[1].replace(" ", "").strip()[:40]

    def directory(self, path):
        ours = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with ours.open(f"http://127.0.0.1:{self.door}{path}", timeout=3) as answer:
                return answer.read().decode()
        except OSError:
            return ""

    def found(self):
        """An authority and its relays, one vote, one consensus."""
        ports = free_ports(RELAYS + 2)
        self.door, first, names = ports[0], ports[1], [f"relay{n}" for n in range(RELAYS)]
        keys = self.place("authority") / "data" / "keys"
        subprocess.run(["tor-gencert", "--create-identity-key", "--passphrase-fd", "0", "-m", "12", "-i", keys / "authority_identity_key",
                        "-s", keys / "authority_signing_key", "-c", keys / "authority_certificate"],
                       input=b"worth nothing\n", check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        v3 = re.search(r"^fingerprint ([0-9A-F]{40})", (keys / "authority_certificate").read_text(), re.M).group(1)
        prints = {name: self.identity(name, port) for name, port in zip(["authority", *names], ports[1:])}
        own = prints.pop("authority")
        self.authority = [f"DirAuthority authority orport={first} no-v2 v3ident={v3} 127.0.0.1:{self.door} {own}"]
        # Without a past no relay counts as stable, and circuits to services want stable ones.
        day = lambda ago: time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(time.time() - ago))
        past = "".join(f"R {print_}\n+MTBF 2592000 1.00000\n+WFU 2592000 2592000\n" for print_ in sorted(prints.values()))
        history = f"format 2\nstored-at {day(60)}\ntracked-since {day(2592000)}\ndata\n{past}.\n"
        (self.folder / "authority/data/router-stability").write_text(history)
        chosen = ",".join(f"${print_}" for print_ in prints.values())
        self.start("authority", [
            *self.relay("authority", first), f"DirPort 127.0.0.1:{self.door}", "AuthoritativeDirectory 1", "V3AuthoritativeDirectory 1",
            "TestingV3AuthInitialVotingInterval 1800", "TestingV3AuthInitialVoteDelay 2", "TestingV3AuthInitialDistDelay 2",
            "V3AuthVotingInterval 1800", "V3AuthVoteDelay 2", "V3AuthDistDelay 2", "TestingMinExitFlagThreshold 0",
            "TestingMinFastFlagThreshold 0", "MinUptimeHidServDirectoryV2 0", "AuthDirMaxServersPerAddr 0",
            # The authority itself carries no circuits.
            f"TestingDirAuthVoteGuard {chosen}", "TestingDirAuthVoteGuardIsStrict 1",
            f"TestingDirAuthVoteHSDir {chosen}", "TestingDirAuthVoteHSDirIsStrict 1", "ConsensusParams hsdir_interval=720 cc_alg=2",
        ])
        for name, port in zip(names, ports[2:]):
            self.start(name, self.relay(name, port))
        until("every relay is known", lambda: len(re.findall(r"^router relay", self.directory("/tor/server/all"), re.M)) >= RELAYS, 40)
        # The one vote, now: a second would send everything to whoever was busy first.
        offset = (int(time.time()) + 5) % 5
        control(self.folder / "authority", f"SETCONF TestingV3AuthVotingStartOffset={offset} TestingV3AuthInitialVotingInterval=5")
        wanted = {"Guard", "HSDir", "Running", "Stable"}
        flags = lambda: re.findall(r"^s (.*)$", self.directory("/tor/status-vote/current/consensus-microdesc"), re.M)
        until("the relays agree", lambda: sum(wanted <= set(row.split()) for row in flags()) >= RELAYS)

    def knows(self, name):
        """Gives a newcomer the directory, which it would else gather in steps of half a minute."""
        for file in ("cached-certs", "cached-microdesc-consensus", "cached-microdescs.new"):
            shutil.copy(self.folder / "authority/data" / file, self.place(name) / "data" / file)

    def serve(self, target):
        """The onion service, with every line of the shipped torrc but those that say where things lie and what is logged."""
        shipped = (ROOT / "deploy/torrc").read_text()
        lines = [line for line in shipped.splitlines() if line and not line.startswith(("#", "Log "))]
        text = "\n".join(lines).replace("/var/lib/tor/sottovoce", f"{self.folder}/service/hs")
        if "unix:/run/sottovoce/reporters.sock" not in text:
            raise SystemExit("deploy/torrc names another socket than this test knows")
        self.knows("service")
        self.start("service", [*self.common("service"), text.replace("unix:/run/sottovoce/reporters.sock", f"unix:{target}")])
        name = self.folder / "service/hs/hostname"
        return until("the service has a name", lambda: name.exists() and name.read_text().strip())

    def client(self):
        port = free_ports(1)[0]
        self.knows("client")
        self.start("client", [*self.common("client"), f"SocksPort 127.0.0.1:{port}"])
        phase = lambda: control(self.folder / "client", "GETINFO status/bootstrap-phase")
        until("the client is ready", lambda: (self.folder / "client/control").exists() and "PROGRESS=100" in phase())
        return port


def free_ports(count):
    lines = [socket.socket() for _ in range(count)]
    for line in lines:
        line.bind(("127.0.0.1", 0))
    ports = [line.getsockname()[1] for line in lines]
    for line in lines:
        line.close()
    return ports


def roomy():
    """A folder whose file system is not nearly full: the server takes no files on one that is. A short name, for sockets."""
    space = shutil.disk_usage("/tmp")
    return "/tmp" if space.free > 0.4 * space.total else "/dev/shm"


def sotto(binaries, way, *arguments, stdin=None):
    done = subprocess.run([binaries / "sotto", *way, *arguments], input=stdin, capture_output=True, text=True, timeout=PATIENCE)
    return done.returncode, done.stdout, done.stderr


def founded(folder, running):
    """A network whose relays all found each other. A port that was free may be taken the moment after: then another one is begun."""
    for again in (1, 2, 0):
        network = Network(folder / f"n{again}")
        network.running = running
        try:
            network.found()
            return network
        except TooLate as late:
            if not again:
                raise
            print(f"{late}; once more", flush=True)


def story(binaries, folder, running):
    socket_, staff = folder / "door", free_ports(1)[0]
    said = open(folder / "said", "w+")
    settings = {"SOTTOVOCE_REPORTERS__LISTEN": f"unix:{socket_}", "SOTTOVOCE_REPORTERS__ADDRESS": "http://localhost",
                "SOTTOVOCE_STAFF__LISTEN": f"127.0.0.1:{staff}"}
    house = [binaries / "sottovoce", "up", "--demo", "--data", folder / "demo"]
    running.append(subprocess.Popen(house, env=os.environ | settings, stdin=subprocess.DEVNULL, stdout=said, stderr=said))
    network = founded(folder, running)
    opened = lambda: "Reports leave for their readers" in (folder / "said").read_text() or running[0].poll() is not None
    until("the house is open", opened, 2 * PATIENCE)
    if running[0].poll() is not None:
        raise SystemExit((folder / "said").read_text())
    onion = network.serve(socket_)
    way = ["--server", f"http://{onion}", "--proxy", f"socks5h://127.0.0.1:{network.client()}"]
    until("the service answers", lambda: sotto(binaries, way, "look")[0] == 0)
    note = folder / "note.txt"
    note.write_text(TEXT)
    code, out, err = sotto(binaries, way, "report", "--text", note, "--yes-i-noted", "--json")
    if code:
        raise SystemExit(f"the report was not filed: {out}{err}")
    words = next(row["words"] for row in map(json.loads, filter(None, out.splitlines())) if "words" in row)
    code, out, err = sotto(binaries, way, "mailbox", "read", stdin=words + "\n")
    if code or TEXT not in out:
        raise SystemExit(f"the report is not read again: {out}{err}")
    code, _, _ = sotto(binaries, ["--server", f"http://{onion}", "--proxy", f"socks5h://127.0.0.1:{free_ports(1)[0]}"], "look")
    if code != 3:
        raise SystemExit(f"without Tor it ends with {code}, not as unreachable")
    print(f"{time.monotonic() - BEGUN:6.1f} s  filed and read again through {onion}")


def main():
    binaries, running = pathlib.Path(sys.argv[1]).resolve(), []
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="onion.", dir=roomy()) as folder:
        try:
            story(binaries, pathlib.Path(folder), running)
        finally:
            for process in running:
                process.terminate()
            for process in running:
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


BEGUN = time.monotonic()
if __name__ == "__main__":
    main()
