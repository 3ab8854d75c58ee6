/// Processes of the operating system: started in a session of their own, recorded, recognised again, restarted,
/// stopped.
@NullMarked
package io.plumbline.standalone.process;

import org.jspecify.annotations.NullMarked;
