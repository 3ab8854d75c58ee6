/// Teams.
@NullMarked
package io.plumbline.console.team;

import org.jspecify.annotations.NullMarked;
