/// Preference data from feedback: datasets made of it, and plans that make them.
@NullMarked
package io.plumbline.console.preference;

import org.jspecify.annotations.NullMarked;
