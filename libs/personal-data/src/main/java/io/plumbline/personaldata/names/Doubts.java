package io.plumbline.personaldata.names;

import static io.plumbline.personaldata.names.word.Trait.*;

import io.plumbline.personaldata.names.word.Cues;
import io.plumbline.personaldata.names.word.Entity;
import io.plumbline.personaldata.names.word.Mention;
import io.plumbline.personaldata.names.word.Trait;
import io.plumbline.personaldata.names.word.Words;
import java.util.List;

/// Lowers the scores of mentions that their surroundings do not support: words that look like a name but identify
/// nobody. They remain findings; policies act on higher scores.
final class Doubts {

    /// Below the score from which the policy `standard` is certain of a name: `Natalia` in a story may be
    /// anybody.
    private static final double OF_ANYBODY = 0.8;

    /// Below the scores on which policies act.
    private static final double UNSUPPORTED = 0.45;

    private static final int REACH = 4;

    /// Words on each side that may be part of the same address.
    private static final int ADDRESS_REACH = 6;

    private static final long NAME_SHAPE = Trait.set(TITLE, UPPER, MIXED, INITIAL, NON_LATIN);
    /// Signs that may separate parts of a name.
    private static final long JOINTS = Trait.set(COMMA, DOT, DASH, APOSTROPHE);

    private static final long PLACE = Trait.set(CITY, STATE);
    private static final long OF_ORGANIZATION = Trait.set(COMPANY_SUFFIX, ORGANIZATION_WORD, Trait.ORGANIZATION);

    private final Words words;

    Doubts(Words words) {
        this.words = words;
    }

    /// Replaces mentions by rescored ones.
    static void weigh(Words words, List<Mention> mentions) {
        Doubts doubts = new Doubts(words);
        mentions.replaceAll(mention -> doubts.atMost(mention, doubts.most(mention)));
    }

    /// Whether a mention that contains this word may reach this score.
    ///
    /// @param from a score above [#UNSUPPORTED], below which no policy acts; 0 for any
    /// @param alone whether the word can only be all of the mention
    boolean mayReach(Entity entity, int word, boolean alone, double from) {
        if (entity == Entity.PERSON) {
            if (from > 0 && !isPart(words, word) && (alone || !words.is(word, JOINTS))) {
                return false;
            }
            Mention only = new Mention(entity, word, word + 1, 1, "");
            if (!alone || from == 0) {
                return !isInCode(only);
            }
            double most = person(only);
            return most > UNSUPPORTED && most >= from;
        }
        int reach = entity == Entity.ADDRESS ? ADDRESS_REACH : 0;
        int to = Math.min(words.count(), word + reach + 1);
        return most(new Mention(entity, Math.max(0, word - reach), to, 1, "")) > UNSUPPORTED;
    }

    private Mention atMost(Mention mention, double most) {
        return mention.score() <= most
                ? mention
                : new Mention(mention.entity(), mention.from(), mention.to(), most, mention.why());
    }

    private double most(Mention mention) {
        return switch (mention.entity()) {
            case PERSON -> person(mention);
            case AGE -> isAge(mention) ? 1 : UNSUPPORTED;
            case ZIP_CODE -> isPostcode(mention) ? 1 : UNSUPPORTED;
            case ADDRESS -> isAddress(mention) && !isOfOrganization(mention) ? 1 : UNSUPPORTED;
            default -> 1;
        };
    }

    private double person(Mention mention) {
        if (isInCode(mention) || parts(mention) == 0) {
            return UNSUPPORTED;
        }
        if (!isAnybody(mention)) {
            return 1;
        }
        int only = mention.from();
        boolean shouted = words.is(only, UPPER.bit) && !words.is(only, UPPER_LINE.bit);
        return shouted || words.length(only) == 1 ? UNSUPPORTED : OF_ANYBODY;
    }

    /// Whether words for an age stand beside a number.
    private boolean isAge(Mention mention) {
        for (int i = mention.from() - REACH; i < mention.to() + REACH; i++) {
            if (words.is(i, AGE_CUE.bit) || (i >= mention.from() && i < words.count() && Ages.follows(words, i))) {
                return true;
            }
        }
        return false;
    }

    /// Whether a single word names a person without a title, label or introduction.
    private boolean isAnybody(Mention mention) {
        if (parts(mention) != 1 || words.is(mention.from(), NON_LATIN.bit)) {
            return false;
        }
        for (int i = mention.from() - 1; i >= Math.max(0, mention.from() - REACH); i--) {
            boolean title = words.is(i, HONORIFIC.bit) && words.is(i, NAME_SHAPE);
            if (title || (words.is(i, CUE.bit) && Cues.isStrong(words, i)) || Cues.isIntroduction(words, i)) {
                return false;
            }
        }
        return true;
    }

    private int parts(Mention mention) {
        int parts = 0;
        for (int i = mention.from(); i < mention.to(); i++) {
            parts += isPart(words, i) ? 1 : 0;
        }
        return parts;
    }

    /// Whether a word may be a part of a name; signs and numbers are not.
    static boolean isPart(Words words, int i) {
        return words.is(i, NAME_SHAPE | LOWER.bit);
    }

    /// Whether code syntax joins it to other words: `NAME_TOKEN`, `Token(`, `self.Name`, `$Name`.
    private boolean isInCode(Mention mention) {
        int before = mention.from() - 1;
        int after = mention.to();
        boolean joinedBefore = words.isGlued(mention.from())
                && (isSign(before, '_')
                        || isSign(before, '$')
                        || isSign(before, '%')
                        || (isSign(before, '.') && words.isGlued(before) && !words.is(before - 1, INITIAL.bit)));
        boolean oneWord = mention.to() - mention.from() == 1;
        boolean joinedAfter = words.isGlued(after)
                && (isSign(after, '_')
                        || (oneWord && (isSign(after, '(') || isSign(after, '[')))
                        || (isSign(after, ':') && words.isGlued(after + 1) && isSign(after + 1, ':'))
                        || (isSign(after, '.') && words.isGlued(after + 1) && words.is(after + 1, LOWER.bit)));
        return joinedBefore || joinedAfter;
    }

    private boolean isSign(int word, char sign) {
        return word >= 0 && word < words.count() && words.first(word) == sign;
    }

    /// Whether a town, a state or a term for postcodes stands beside it on its line.
    private boolean isPostcode(Mention mention) {
        for (int i = mention.from() - 1; i >= Math.max(0, mention.from() - REACH); i--) {
            if (speaksOfPlace(i)) {
                return true;
            }
            if (words.is(i + 1, LINE_START.bit)) {
                break;
            }
        }
        for (int i = mention.to(); i < Math.min(words.count(), mention.to() + REACH); i++) {
            if (words.is(i, LINE_START.bit)) {
                break;
            }
            if (speaksOfPlace(i)) {
                return true;
            }
        }
        return false;
    }

    private boolean speaksOfPlace(int i) {
        return (words.is(i, PLACE) && words.is(i, NAME_SHAPE))
                || AddressWords.isState(words, i)
                || (words.is(i, LOWER.bit | NAME_SHAPE)
                        && !words.is(i, COMPANY_SUFFIX.bit)
                        && Ages.isPostcodeCue(words, i));
    }

    /// Whether it has a number, and contains or adjoins a word for streets, towns or states: codes alone are not
    /// an address.
    private boolean isAddress(Mention mention) {
        boolean number = false;
        for (int i = mention.from(); i < mention.to(); i++) {
            number |= words.is(i, NUMBER.bit | ALPHANUMERIC.bit | NON_LATIN.bit);
        }
        boolean word = false;
        for (int i = Math.max(0, mention.from() - 2); i < Math.min(words.count(), mention.to() + 2); i++) {
            word |= AddressWords.speaks(words, i);
        }
        return number && word;
    }

    /// Whether an organization's name ends right before it, as in licence notices; the organization's street
    /// often bears its name.
    private boolean isOfOrganization(Mention address) {
        int from = address.from();
        for (int i = from - 1; i >= Math.max(0, from - REACH); i--) {
            if (words.is(i, OF_ORGANIZATION) || (words.is(i, NAME_SHAPE) && has(address, words.hash(i)))) {
                return true;
            }
            if (!words.is(i, COMMA.bit | DOT.bit | COLON.bit)) {
                return false;
            }
        }
        return false;
    }

    private boolean has(Mention address, long word) {
        for (int i = address.from(); i < address.to(); i++) {
            if (words.hash(i) == word) {
                return true;
            }
        }
        return false;
    }
}
