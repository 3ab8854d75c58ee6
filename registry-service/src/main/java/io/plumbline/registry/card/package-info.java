/// The card of a model version: everything the registry records about it, for people and for programs.
@NullMarked
package io.plumbline.registry.card;

import org.jspecify.annotations.NullMarked;
