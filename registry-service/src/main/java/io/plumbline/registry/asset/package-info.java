/// What models and prompts have in common: a name, a team, rules for promotion, and numbered versions that never
/// change.
@NullMarked
package io.plumbline.registry.asset;

import org.jspecify.annotations.NullMarked;
