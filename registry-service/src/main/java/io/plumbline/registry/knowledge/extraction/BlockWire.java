package io.plumbline.registry.knowledge.extraction;

import io.plumbline.knowledge.document.Block;
import io.plumbline.knowledge.document.BlockKind;
import io.plumbline.knowledge.document.ParsedDocument;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The messages between the service and its extraction processes. The reader trusts nothing: lengths and numbers
/// are checked, and the text is bounded.
final class BlockWire {

    private static final byte BLOCK = 1;
    private static final byte END = 2;
    private static final byte REFUSED = 3;
    private static final int MAX_BLOCKS = 200_000;
    private static final int MAX_BYTES = 4 * FileReaders.MAX_CHARACTERS;

    private BlockWire() {}

    static void write(DataOutputStream out, Block block) throws IOException {
        byte[] text = block.text().getBytes(StandardCharsets.UTF_8);
        out.writeByte(BLOCK);
        out.writeUTF(block.kind().name());
        out.writeInt(block.level());
        out.writeInt(block.page());
        out.writeInt(text.length);
        out.write(text);
    }

    static void end(DataOutputStream out) throws IOException {
        out.writeByte(END);
        out.flush();
    }

    static void refuse(DataOutputStream out, Refusal refusal) throws IOException {
        out.writeByte(REFUSED);
        out.writeUTF(refusal.name());
        out.flush();
    }

    /// Reads the answer to one file.
    ///
    /// @throws RefusedFileException if the process refuses the file and is ready for the next one
    /// @throws TextLimitException if it sends too much
    /// @throws IOException if it ended or does not keep to the protocol
    static ParsedDocument read(DataInputStream in) throws IOException, RefusedFileException {
        List<Block> blocks = new ArrayList<>();
        int bytes = 0;
        while (true) {
            switch (in.readByte()) {
                case BLOCK -> {
                    BlockKind kind = constant(BlockKind.class, in.readUTF());
                    int level = in.readInt();
                    int page = in.readInt();
                    int length = in.readInt();
                    if (length < 1 || length > MAX_BYTES - bytes || blocks.size() == MAX_BLOCKS) {
                        throw new TextLimitException();
                    }
                    bytes += length;
                    blocks.add(block(kind, new String(in.readNBytes(length), StandardCharsets.UTF_8), level, page));
                }
                case END -> {
                    if (blocks.isEmpty()) {
                        throw new RefusedFileException(Refusal.EMPTY);
                    }
                    return new ParsedDocument(blocks);
                }
                case REFUSED -> throw new RefusedFileException(constant(Refusal.class, in.readUTF()));
                default -> throw new IOException("an extraction process sent something else");
            }
        }
    }

    private static Block block(BlockKind kind, String text, int level, int page) throws IOException {
        try {
            return new Block(kind, text, level, page);
        } catch (IllegalArgumentException e) {
            throw new IOException("an extraction process sent an invalid block", e);
        }
    }

    private static <T extends Enum<T>> T constant(Class<T> type, String name) throws IOException {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new IOException("an extraction process sent an unknown constant", e);
        }
    }
}
