package io.plumbline.personaldata.names.tagger;

import io.plumbline.embeddings.EncodedWindow;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.personaldata.names.word.Sight;
import io.plumbline.personaldata.names.word.Words;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Writes the head's answers for the texts of `cascade_corpus.py`: the position of each window, and the scores of all
/// tags for each word; for windows after the first also the scores if the window before was not read.
///
///     HeadAnswers CORPUS.tsv OUT
public final class HeadAnswers {

    private HeadAnswers() {}

    public record Label(String entity, int start, int end) {}

    /// @param after if the window before was read
    /// @param alone if it was not
    public record Window(int start, int end, int[] place, float[] after, float[] alone) {}

    public record Text(String split, String set, List<Label> labels, boolean labelled, String text, List<Window> windows) {}

    public static void main(String... args) throws IOException {
        MiniLmEncoder encoder = MiniLmEncoder.shared().load();
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(Path.of(args[1]))))) {
            for (String line : Files.readAllLines(Path.of(args[0]))) {
                String[] cells = line.split("\t");
                String text = new String(Base64.getDecoder().decode(cells[3]), StandardCharsets.UTF_8);
                out.writeUTF(cells[0]);
                out.writeUTF(cells[1]);
                out.writeUTF(cells[2]);
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
                write(text, encoder.encode(text, () -> false), out);
            }
        }
    }

    private static void write(String text, Encoding encoding, DataOutputStream out) throws IOException {
        Words words = new Words(text);
        Sight.find(words);
        NameHead head = new NameHead(words);
        out.writeInt(encoding.windows());
        for (int i = 0; i < encoding.windows(); i++) {
            EncodedWindow window = encoding.window(i);
            TagScores after = head.read(window);
            out.writeInt(encoding.start(i));
            out.writeInt(encoding.end(i));
            out.writeInt(after.rows());
            for (int row = 0; row < after.rows(); row++) {
                out.writeInt(after.place()[row]);
            }
            write(after, out);
            if (i > 0) {
                NameHead other = new NameHead(words);
                write(other.read(window), out);
            }
        }
    }

    private static void write(TagScores tags, DataOutputStream out) throws IOException {
        for (int i = 0; i < tags.rows() * TagPath.TAGS; i++) {
            out.writeFloat(tags.scores()[i]);
        }
    }

    public static List<Text> read(Path path) throws IOException {
        List<Text> texts = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 20))) {
            while (true) {
                texts.add(text(in));
            }
        } catch (EOFException e) {
            return texts;
        }
    }

    private static Text text(DataInputStream in) throws IOException {
        String split = in.readUTF();
        String set = in.readUTF();
        String told = in.readUTF();
        String text = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        List<Label> labels = new ArrayList<>();
        if (told.length() > 1) {
            for (String label : told.split(";")) {
                String[] parts = label.split(" ");
                labels.add(new Label(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2])));
            }
        }
        int count = in.readInt();
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int start = in.readInt();
            int end = in.readInt();
            int[] place = new int[in.readInt()];
            for (int row = 0; row < place.length; row++) {
                place[row] = in.readInt();
            }
            float[] after = floats(in, place.length * TagPath.TAGS);
            windows.add(new Window(
                    start, end, place, after, i == 0 ? after : floats(in, place.length * TagPath.TAGS)));
        }
        return new Text(split, set, labels, !told.equals("?"), text, windows);
    }

    private static float[] floats(DataInputStream in, int count) throws IOException {
        float[] values = new float[count];
        byte[] bytes = in.readNBytes(4 * count);
        if (bytes.length < 4 * count) {
            throw new EOFException();
        }
        java.nio.ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return values;
    }
}
