package io.plumbline.standalone.demo.content;

import io.plumbline.standalone.demo.content.GoldenDataset.Golden;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// A customer who asks a question of the golden dataset and rates the answer: it helped if it has half of the
/// words of a correct answer.
public record Customer(String user, Golden golden) {

    private static final double HALF = 0.5;

    public boolean isHelpedBy(String answer) {
        Set<String> said = words(answer);
        return golden.answers().stream().map(Customer::words).anyMatch(wanted -> share(wanted, said) >= HALF);
    }

    private static double share(Set<String> wanted, Set<String> said) {
        long found = wanted.stream().filter(said::contains).count();
        return wanted.isEmpty() ? 0 : (double) found / wanted.size();
    }

    private static Set<String> words(String text) {
        return new HashSet<>(Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)));
    }
}
