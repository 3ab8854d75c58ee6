package io.plumbline.kit.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The hosts reached without the proxy, in the syntax of `NO_PROXY` as Go's `httpproxy` reads it: a name covers
/// itself and its subdomains, a name with a leading dot only its subdomains, a CIDR block the addresses in it,
/// and `*` everything. Blocks and addresses match only literal addresses because names are not resolved.
/// Immutable.
final class ProxyBypass {

    private static final Pattern NAME = Pattern.compile("\\.?[a-z0-9_-]+(\\.[a-z0-9_-]+)*");

    private final boolean all;
    private final List<String> names = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();

    /// @throws IllegalArgumentException if an entry has none of these forms
    ProxyBypass(List<String> entries) {
        boolean everything = false;
        for (String each : entries) {
            String entry = each.strip().toLowerCase(Locale.ROOT);
            if (entry.equals("*")) {
                everything = true;
            } else if (!entry.isEmpty()) {
                add(entry);
            }
        }
        all = everything;
    }

    private void add(String entry) {
        Block block = Block.read(entry);
        if (block != null) {
            blocks.add(block);
            return;
        }
        String name = entry.startsWith("*.") ? entry.substring(1) : entry;
        if (!NAME.matcher(name).matches()) {
            throw refused();
        }
        names.add(name);
    }

    private static IllegalArgumentException refused() {
        return new IllegalArgumentException(
                "plumbline.egress.bypass takes names, .suffixes, addresses, blocks like 10.0.0.0/8, and *");
    }

    /// @param address the literal address of the host; null for a name
    /// @param host in lower case, without a trailing dot
    boolean covers(String host, @Nullable InetAddress address) {
        if (all) {
            return true;
        }
        return address == null ? coversName(host) : coversAddress(address.getAddress());
    }

    private boolean coversName(String host) {
        for (String name : names) {
            if (name.startsWith(".") ? host.endsWith(name) : host.equals(name) || host.endsWith("." + name)) {
                return true;
            }
        }
        return false;
    }

    private boolean coversAddress(byte[] address) {
        for (Block block : blocks) {
            if (block.covers(address)) {
                return true;
            }
        }
        return false;
    }

    /// A range of addresses with a common prefix.
    ///
    /// @param bits length of the prefix
    @SuppressWarnings("ArrayRecordComponent") // Compared with nothing, and seen by nobody.
    private record Block(byte[] address, int bits) {

        /// Returns null for a name.
        static @Nullable Block read(String entry) {
            int slash = entry.indexOf('/');
            try {
                InetAddress address = LiteralAddress.of(slash < 0 ? entry : entry.substring(0, slash));
                if (address == null) {
                    return null;
                }
                int most = address.getAddress().length * Byte.SIZE;
                int bits = slash < 0 ? most : Integer.parseInt(entry.substring(slash + 1));
                if (bits < 0 || bits > most) {
                    throw refused();
                }
                return new Block(address.getAddress(), bits);
            } catch (UnknownHostException | NumberFormatException e) {
                throw refused();
            }
        }

        boolean covers(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit += Byte.SIZE) {
                int mask = bits - bit >= Byte.SIZE ? 0xFF : 0xFF << (Byte.SIZE - bits + bit) & 0xFF;
                int at = bit / Byte.SIZE;
                if (((address[at] ^ other[at]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
