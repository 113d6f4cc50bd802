package orphan

import (
	"bufio"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"google.golang.org/grpc"
)

// TestMain plays the plugin when it is started as one: it starts a program and says so.
func TestMain(m *testing.M) {
	until := os.Getenv("ORPHAN_TEST_UNTIL")
	if until == "" {
		os.Exit(m.Run())
	}
	started := exec.Command("sleep", "600")
	started.Stdout = os.Stdout
	if err := started.Start(); err != nil {
		panic(err)
	}
	if until == "input" {
		EndWithInput(os.Stdin)
	} else if err := EndWithEngine(until); err != nil {
		panic(err)
	}
	_, _ = os.Stdout.WriteString("started\n")
	for range time.Tick(interval / 10) {
		_, _ = os.Stderr.WriteString("as the plugins of an engine do\n")
	}
}

func TestAPluginAndWhatItStartedEndWithTheEngine(t *testing.T) {
	stop := make(chan bool)
	engine, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{Cancel: stop, Init: func(*grpc.Server) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	plugin := plugin("127.0.0.1:" + strconv.Itoa(engine.Port))
	toEngine, err := plugin.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	endsWith(t, plugin, func() {
		close(stop)
		_ = toEngine.Close()
	})
}

func TestAPluginAndWhatItStartedEndWithTheInput(t *testing.T) {
	plugin := plugin("input")
	input, err := plugin.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	endsWith(t, plugin, func() { _ = input.Close() })
}

func plugin(until string) *exec.Cmd {
	plugin := exec.Command(os.Args[0])
	plugin.Env = append(os.Environ(), "ORPHAN_TEST_UNTIL="+until)
	plugin.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return plugin
}

// endsWith starts a plugin and expects that nothing of it runs any more soon after what is done then.
func endsWith(t *testing.T, plugin *exec.Cmd, end func()) {
	t.Helper()
	output, err := plugin.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := plugin.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(output)
	if line, err := lines.ReadString('\n'); err != nil || line != "started\n" {
		t.Fatalf("got %q, %v", line, err)
	}

	end()

	// The output ends when the last process that could write to it has ended: with the plugin alone, in ten minutes.
	ended := make(chan error, 1)
	go func() {
		_, err := lines.ReadString('\n')
		ended <- err
	}()
	select {
	case <-ended:
	case <-time.After(4 * interval):
		_ = syscall.Kill(-plugin.Process.Pid, syscall.SIGKILL)
		t.Error("something of the plugin still runs")
	}
	_ = plugin.Wait()
}
