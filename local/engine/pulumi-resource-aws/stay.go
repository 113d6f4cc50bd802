package main

import (
	"context"
	"fmt"
	"net"
	"sync"
	"sync/atomic"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"
)

// A provider that stays serves many engines, one after the other and at once: those that run with
// PULUMI_DEBUG_PROVIDERS=aws:<port>. Most of what an unchanged update costs is the start of the Terraform provider and of the
// bridge; here it is paid once.
//
// An engine opens a connection for each of its providers (the default one, each explicit one), attaches itself, configures
// the provider and closes the connection at the end. So each connection is a guest of its own. While it lasts, it has a bridge
// for itself, because a Terraform provider has one configuration at a time.
//
// What an engine cannot hand over is its environment: the Terraform provider sees that of this process (AWS_ENDPOINT_URL,
// credentials, AWS_REGION where the configuration names none).

// stay serves whoever connects, until the listener is closed.
func stay(listener net.Listener, bridges *pool) error {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return err
		}
		go serveGuest(connection, bridges)
	}
}

// serveGuest serves one provider of one engine, and returns when its connection is closed.
func serveGuest(connection net.Conn, bridges *pool) {
	guest := &guest{provider: newProvider(nil, nil), bridges: bridges}
	server := grpc.NewServer(grpc.UnaryInterceptor(guest.watch), grpc.WaitForHandlers(true), grpc.MaxRecvMsgSize(maxMessageSize))
	pulumirpc.RegisterResourceProviderServer(server, guest)
	_ = server.Serve(newSingle(connection))
	server.Stop()
	guest.leave()
}

// maxMessageSize is the one of Pulumi's own servers.
const maxMessageSize = 400 << 20

// guest is one provider of one engine.
type guest struct {
	*provider
	bridges *pool
	// Set by Attach.
	bridge     *bridge
	connection *grpc.ClientConn
	// failed says that the bridge may not be as it was: a call failed, or was cut off.
	failed atomic.Bool
}

// Attach is the first call of an engine. It names the address of the engine.
func (g *guest) Attach(_ context.Context, q *pulumirpc.PluginAttach) (*emptypb.Empty, error) {
	if g.bridge != nil {
		return nil, fmt.Errorf("an engine is attached already; %s needs a connection of its own", q.GetAddress())
	}
	connection, err := dial(q.GetAddress())
	if err != nil {
		return nil, err
	}
	g.connection = connection
	if g.bridge, err = g.bridges.take(); err != nil {
		return nil, err
	}
	engine := pulumirpc.NewEngineClient(connection)
	g.bridge.engine.use(engine)
	g.provider.bridge, g.provider.engine = g.bridge, engine
	return &emptypb.Empty{}, nil
}

func (g *guest) watch(
	ctx context.Context, q any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler,
) (any, error) {
	r, err := handler(ctx, q)
	if err != nil && status.Code(err) != codes.Unimplemented || ctx.Err() != nil {
		g.failed.Store(true)
	}
	return r, err
}

// leave gives the bridge back, for the next guest, or ends it.
func (g *guest) leave() {
	if g.bridge != nil {
		g.bridge.engine.use(nil)
		if g.failed.Load() {
			g.bridge.end()
		} else {
			g.bridges.give(g.bridge)
		}
	}
	if g.connection != nil {
		_ = g.connection.Close()
	}
}

// pool keeps the bridges that nobody uses.
type pool struct {
	start func() (*bridge, error)
	mutex sync.Mutex
	idle  []*bridge
}

// take gives a bridge that was used before, or starts one.
func (p *pool) take() (*bridge, error) {
	p.mutex.Lock()
	if last := len(p.idle) - 1; last >= 0 {
		defer p.mutex.Unlock()
		b := p.idle[last]
		p.idle = p.idle[:last]
		return b, nil
	}
	p.mutex.Unlock()
	return p.start()
}

func (p *pool) give(b *bridge) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.idle = append(p.idle, b)
}

// single is a listener that gives one connection, and ends when that is closed.
type single struct {
	connections chan net.Conn
}

func newSingle(connection net.Conn) *single {
	s := &single{connections: make(chan net.Conn, 1)}
	s.connections <- &closing{Conn: connection, closed: sync.OnceFunc(func() { close(s.connections) })}
	return s
}

func (s *single) Accept() (net.Conn, error) {
	if connection, ok := <-s.connections; ok {
		return connection, nil
	}
	return nil, net.ErrClosed
}

func (s *single) Close() error   { return nil }
func (s *single) Addr() net.Addr { return &net.TCPAddr{} }

// closing is a connection that says when it is closed.
type closing struct {
	net.Conn
	closed func()
}

func (c *closing) Close() error {
	defer c.closed()
	return c.Conn.Close()
}
