/// The probes of a red-team campaign: attacks and matched harmless prompts, expanded from a grammar.
@NullMarked
package io.plumbline.eval.redteam.probe;

import org.jspecify.annotations.NullMarked;
