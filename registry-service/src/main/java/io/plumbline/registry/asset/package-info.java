/// The common part of models and prompts: name, team, promotion rules, and numbered immutable versions.
@NullMarked
package io.plumbline.registry.asset;

import org.jspecify.annotations.NullMarked;
