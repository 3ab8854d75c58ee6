package io.plumbline.guardrails.tool;

import io.plumbline.guardrails.text.WordTable;

/// Names of tools that indicate an irreversible call: `delete_user`, `sendPayment`, `files.drop`.
final class DestructiveVerbs {

    private static final WordTable VERBS = WordTable.of("delete remove drop destroy erase purge wipe truncate kill "
            + "terminate shutdown revoke cancel transfer pay purchase buy order refund charge withdraw wire send mail "
            + "email post publish tweet share upload deploy execute exec run eval shell overwrite reset format grant "
            + "approve sign submit trade sell");

    private DestructiveVerbs() {}

    /// Whether a word of the name, split at case changes, digits and signs, is such a verb.
    static boolean isIn(String tool) {
        int start = 0;
        for (int i = 0; i <= tool.length(); i++) {
            boolean end = i == tool.length() || !Character.isLetter(tool.charAt(i));
            boolean hump = !end
                    && i > start
                    && Character.isUpperCase(tool.charAt(i))
                    && Character.isLowerCase(tool.charAt(i - 1));
            if (end || hump) {
                if (VERBS.get(tool, start, i) != WordTable.NONE) {
                    return true;
                }
                start = end ? i + 1 : i;
            }
        }
        return false;
    }
}
