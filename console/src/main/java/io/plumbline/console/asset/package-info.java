/// The pages that models and prompts have in common: list, settings, gates, approvals, history, moves of versions
/// and aliases.
@NullMarked
package io.plumbline.console.asset;

import org.jspecify.annotations.NullMarked;
