using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using Xunit;
using Xunit.Sdk;

namespace Marketplace.Browser.Tests;

/// <summary>What kind of screen a visitor sits before.</summary>
internal enum Screen
{
    Phone,
    Desk,
}

/// <summary>
/// What one test plays: its visitors, what went wrong on their pages, and their pictures when it failed.
/// A page that writes an error to its console, breaks the content security policy or asks a foreign host fails the test.
/// </summary>
internal sealed class Scene(Stage stage)
{
    private readonly ConcurrentQueue<Visitor> visitors = new();

    /// <summary>Plays a test. On failure every visitor's page is photographed and its console kept.</summary>
    internal static async Task Play(Stage stage, Func<Scene, Task> acts, [CallerMemberName] string name = "")
    {
        var scene = new Scene(stage);
        try
        {
            await acts(scene);
            var faults = scene.visitors.SelectMany(visitor => visitor.Faults).ToList();
            Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
        }
        catch (Exception failure)
        {
            throw new XunitException(await scene.Keep(name) + failure.Message, failure);
        }
        finally
        {
            foreach (var visitor in scene.visitors) await visitor.Page.Context.CloseAsync();
        }
    }

    /// <summary>Somebody before a screen, not signed in.</summary>
    internal async Task<Visitor> Stranger(Screen screen, string language = "zh-CN", bool elder = false, ViewportSize? size = null)
    {
        var context = await stage.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = stage.Address.ToString(),
            ViewportSize = size ?? (screen == Screen.Phone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1440, Height = 900 }),
            HasTouch = screen == Screen.Phone,
            IsMobile = screen == Screen.Phone,
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
            ReducedMotion = ReducedMotion.Reduce,
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(Stage.Patience);
        await context.AddInitScriptAsync(Begin(language, elder));
        var visitor = new Visitor(await context.NewPageAsync(), stage);
        visitors.Enqueue(visitor);
        return visitor;
    }

    /// <summary>Somebody who signs in as people do: name, password, button.</summary>
    internal async Task<Visitor> Enter(string userName, Screen screen, string language = "zh-CN")
    {
        var visitor = await Stranger(screen, language);
        await visitor.SignIn(userName);
        return visitor;
    }

    /// <summary>Before the page's own scripts: the host's day, and the choices a device remembers.</summary>
    private string Begin(string language, bool elder)
    {
        var ahead = (long)(stage.Now - DateTimeOffset.UtcNow).TotalMilliseconds;
        return $$"""
            (() => {
              const Real = Date, ahead = {{ahead.ToString(CultureInfo.InvariantCulture)}};
              globalThis.Date = class extends Real {
                constructor(...parts) { if (parts.length) super(...parts); else super(Real.now() + ahead); }
                static now() { return Real.now() + ahead; }
              };
              try {
                if (!localStorage.getItem('mp-language')) localStorage.setItem('mp-language', '{{language}}');
                if (!localStorage.getItem('mp-elder')) localStorage.setItem('mp-elder', '{{(elder ? 1 : 0)}}');
              } catch { /* a page without an address of its own */ }
              // How many answers the page waits for: so that a test need not wait half a second to know there are none.
              const ask = globalThis.fetch;
              globalThis.asked = 0;
              globalThis.fetch = (...of) => { globalThis.asked++; return ask(...of).finally(() => globalThis.asked--); };
              document.addEventListener('securitypolicyviolation', (broken) => console.error(`CSP: ${broken.violatedDirective} ${broken.blockedURI}`));
            })();
            """;
    }

    private async Task<string> Keep(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "failures", string.Concat(name.Take(60)) + "-" + Guid.NewGuid().ToString("N")[..6]);
        Directory.CreateDirectory(folder);
        foreach (var (visitor, index) in visitors.Select((visitor, index) => (visitor, index)))
        {
            var file = Path.Combine(folder, $"{index + 1}-{visitor.UserName ?? "stranger"}");
            await File.WriteAllLinesAsync(file + ".txt", [visitor.Page.Url, .. visitor.Console]);
            try
            {
                await visitor.Page.ScreenshotAsync(new PageScreenshotOptions { Path = file + ".png", FullPage = true, Timeout = 10_000 });
            }
            catch (Exception e) when (e is PlaywrightException or TimeoutException)
            {
                await File.AppendAllTextAsync(file + ".txt", "No picture: " + e.Message);
            }
        }

        return $"Pictures and consoles: {folder}{Environment.NewLine}";
    }
}
