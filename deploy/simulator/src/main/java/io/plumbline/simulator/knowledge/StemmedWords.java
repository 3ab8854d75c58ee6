package io.plumbline.simulator.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reduces English text to the stems of its content words, without numbers. Crude on purpose; only the same
/// treatment of both sides of a comparison matters.
public final class StemmedWords {
    private static final Set<String> EMPTY_WORDS = Set.of("""
            a about after again all also am an and any are as at be because been before being but by can
            could d did do does doing don down each else even for from get gets getting give go going got
            had happen happens has have having he her here him his how i if in into is it its just kindly
            know let like ll m ma made make makes many may me might mine much must my myself need needs no
            not of off on one only or other our out over own please possible re s same say says shall she
            should so some still such t tell than that the their them then there these they thing this those
            through times to too up us use using ve very want wants was we were what when where which while who
            whom whose why will with without work works would yes you your yours
            """.strip().split("\\s+"));

    private StemmedWords() {}

    /// The stems in order, including repeated words.
    public static List<String> stems(String text) {
        List<String> stems = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean inside = i < text.length() && Character.isLetterOrDigit(text.charAt(i));
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                String word = text.substring(start, i).toLowerCase(Locale.ROOT);
                if (!Character.isDigit(word.charAt(0)) && !EMPTY_WORDS.contains(word)) {
                    stems.add(stem(word));
                }
                start = -1;
            }
        }
        return stems;
    }

    private static String stem(String word) {
        String stem = word;
        if (stem.endsWith("ies") && stem.length() > 4) {
            return stem.substring(0, stem.length() - 3) + "y";
        }
        if (stem.endsWith("s") && !stem.endsWith("ss") && stem.length() > 3) {
            stem = stem.substring(0, stem.length() - 1);
        }
        if (stem.endsWith("ing") && stem.length() > 5) {
            stem = single(stem.substring(0, stem.length() - 3));
        } else if (stem.endsWith("ed") && stem.length() > 4) {
            stem = single(stem.substring(0, stem.length() - 2));
        }
        return stem.endsWith("e") && stem.length() > 3 ? stem.substring(0, stem.length() - 1) : stem;
    }

    /// `withdrawn` stays; `stopp`, `transferr` lose a letter.
    private static String single(String stem) {
        int last = stem.length() - 1;
        boolean doubled = last > 1
                && stem.charAt(last) == stem.charAt(last - 1)
                && stem.charAt(last) != 'l'
                && stem.charAt(last) != 's';
        return doubled ? stem.substring(0, last) : stem;
    }
}
