/// Output for the user at the terminal.
@NullMarked
package io.plumbline.standalone.console;

import org.jspecify.annotations.NullMarked;
