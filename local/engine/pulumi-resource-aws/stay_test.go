package main

import (
	"context"
	"errors"
	"net"
	"sync/atomic"
	"testing"
	"time"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

// warmBridge is a bridge that can serve several guests, and fail.
type warmBridge struct {
	*fakeBridge
	engine *engineForBridge
	ended  atomic.Bool
}

func (b *warmBridge) Cancel(context.Context, *emptypb.Empty, ...grpc.CallOption) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
}

// Delete fails when it is given no id, and else takes until it is cut off.
func (b *warmBridge) Delete(ctx context.Context, q *pulumirpc.DeleteRequest, _ ...grpc.CallOption) (*emptypb.Empty, error) {
	if q.GetId() == "" {
		return nil, errors.New("refused")
	}
	<-ctx.Done()
	return nil, ctx.Err()
}

// staying is a provider that stays, with the bridges that it has started.
type staying struct {
	address string
	bridges *pool
	started []*warmBridge
}

func startStaying(t *testing.T) *staying {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	s := &staying{address: listener.Addr().String()}
	s.bridges = &pool{start: func() (*bridge, error) {
		warm := &warmBridge{fakeBridge: &fakeBridge{}, engine: &engineForBridge{}}
		s.started = append(s.started, warm)
		return &bridge{ResourceProviderClient: warm, engine: warm.engine, end: func() { warm.ended.Store(true) }}, nil
	}}
	go func() { _ = stay(listener, s.bridges) }()
	return s
}

// attach plays an engine, with one provider for a region.
func (s *staying) attach(t *testing.T, region string) (provider pulumirpc.ResourceProviderClient, leave func()) {
	t.Helper()
	connection, err := dial(s.address)
	if err != nil {
		t.Fatal(err)
	}
	provider = pulumirpc.NewResourceProviderClient(connection)
	if _, err := provider.Attach(t.Context(), &pulumirpc.PluginAttach{Address: "127.0.0.1:9"}); err != nil {
		t.Fatal(err)
	}
	config := object(t, `{"region": "`+region+`"}`)
	if _, err := provider.Configure(t.Context(), &pulumirpc.ConfigureRequest{Args: config}); err != nil {
		t.Fatal(err)
	}
	return provider, func() { _ = connection.Close() }
}

// regionOf asks a provider for its region: outputs of a resource have it.
func regionOf(t *testing.T, provider pulumirpc.ResourceProviderClient) string {
	t.Helper()
	r, err := provider.Create(t.Context(), &pulumirpc.CreateRequest{Urn: poolURN, Properties: object(t, `{}`)})
	if err != nil {
		t.Fatal(err)
	}
	return r.GetProperties().GetFields()["region"].GetStringValue()
}

// waitForIdle waits until as many bridges have nobody to work for.
func (s *staying) waitForIdle(t *testing.T, count int) {
	t.Helper()
	eventually(t, func() bool {
		s.bridges.mutex.Lock()
		defer s.bridges.mutex.Unlock()
		return len(s.bridges.idle) == count
	})
}

func eventually(t *testing.T, condition func() bool) {
	t.Helper()
	for limit := time.Now().Add(10 * time.Second); !condition(); time.Sleep(time.Millisecond) {
		if time.Now().After(limit) {
			t.Fatal("it has not come to that")
		}
	}
}

func TestTheNextEngineHasTheBridgeOfTheOneBefore(t *testing.T) {
	s := startStaying(t)
	for _, region := range []string{"eu-west-1", "us-east-1"} {
		provider, leave := s.attach(t, region)
		if got := regionOf(t, provider); got != region {
			t.Errorf("got %s, want %s", got, region)
		}
		if _, err := provider.Cancel(t.Context(), &emptypb.Empty{}); err != nil {
			t.Error(err)
		}
		leave()
		s.waitForIdle(t, 1)
		if _, err := s.started[0].engine.engine(); err == nil {
			t.Error("the bridge still logs to an engine that has left")
		}
	}
	if len(s.started) != 1 || s.started[0].ended.Load() {
		t.Errorf("%d bridges were started, the first has ended: %v", len(s.started), s.started[0].ended.Load())
	}
}

func TestProvidersAtTheSameTimeHaveABridgeEach(t *testing.T) {
	s := startStaying(t)
	first, leaveFirst := s.attach(t, "eu-west-1")
	second, leaveSecond := s.attach(t, "us-east-1")
	if got := regionOf(t, first) + " " + regionOf(t, second); got != "eu-west-1 us-east-1" {
		t.Errorf("got %s", got)
	}
	leaveFirst()
	s.waitForIdle(t, 1)
	if got := regionOf(t, second); got != "us-east-1" {
		t.Errorf("after the other one has left: %s", got)
	}
	leaveSecond()
	s.waitForIdle(t, 2)
	if len(s.started) != 2 {
		t.Errorf("%d bridges were started", len(s.started))
	}
}

func TestABridgeThatFailedIsNotUsedAgain(t *testing.T) {
	for name, fail := range map[string]func(pulumirpc.ResourceProviderClient, func()){
		"a call fails": func(provider pulumirpc.ResourceProviderClient, leave func()) {
			_, _ = provider.Delete(context.Background(), &pulumirpc.DeleteRequest{Urn: poolURN})
			leave()
		},
		"the engine goes in the middle of a call": func(provider pulumirpc.ResourceProviderClient, leave func()) {
			time.AfterFunc(50*time.Millisecond, leave)
			_, _ = provider.Delete(context.Background(), &pulumirpc.DeleteRequest{Urn: poolURN, Id: "id"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := startStaying(t)
			fail(s.attach(t, "eu-west-1"))
			eventually(t, func() bool { return s.started[0].ended.Load() })
			_, leave := s.attach(t, "eu-west-1")
			leave()
			s.waitForIdle(t, 1)
			if len(s.started) != 2 {
				t.Errorf("%d bridges were started", len(s.started))
			}
		})
	}
}

func TestAConnectionHasOneEngine(t *testing.T) {
	s := startStaying(t)
	provider, leave := s.attach(t, "eu-west-1")
	defer leave()
	if _, err := provider.Attach(t.Context(), &pulumirpc.PluginAttach{Address: "127.0.0.1:10"}); err == nil {
		t.Error("a second one attached itself")
	}
}
