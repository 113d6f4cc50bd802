// Package orphan ends a plugin whose engine is gone. An engine that was killed can no longer end its plugins, and they can
// no longer end what they have started.
package orphan

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
)

// How often the engine is looked for.
const interval = 5 * time.Second

// EndWithEngine ends this process and all that it has started as soon as no engine answers at the address any more. It
// returns at once.
func EndWithEngine(address string) error {
	// What is written to an engine that is gone would otherwise end this process at once, and alone.
	signal.Ignore(syscall.SIGPIPE)
	ctx, gone := context.WithCancel(context.Background())
	if err := rpcutil.Healthcheck(ctx, address, interval, gone); err != nil {
		gone()
		return err
	}
	go func() {
		<-ctx.Done()
		end()
	}()
	return nil
}

// EndWithInput ends this process and all that it has started as soon as the input ends: when whoever holds its other end
// closes it, or ends. It returns at once.
func EndWithInput(input io.Reader) {
	go func() {
		_, _ = io.Copy(io.Discard, input)
		end()
	}()
}

// end kills the process group: Pulumi gives each plugin one of its own. In another group, it ends this process alone.
func end() {
	if syscall.Getpgrp() == os.Getpid() {
		_ = syscall.Kill(0, syscall.SIGKILL)
	}
	os.Exit(1)
}
